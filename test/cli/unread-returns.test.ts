import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LetterId, Period } from '../../src/audience/ids.ts';
import { listUnread } from '../../src/cli/unread-returns.ts';
import type { Database } from '../../src/world/db/database.ts';
import { keepUnread, unreadReturns } from '../../src/world/db/unread-returns.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let folder: string;
const words = Buffer.from('Subject: 4711\r\n\r\nzoe@example.org h\xe9las\r\n', 'latin1');

beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'hebdo-unread-'));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const list = (out?: string) => {
  const app = { unreadReturns: () => unreadReturns(database.pool, 10) };
  return listUnread({ app } as unknown as Parameters<typeof listUnread>[0], out);
};

test('hebdo returns unread says when there is nothing to look at', async () => {
  expect(await list()).toMatchObject({
    exit: 0,
    lines: [expect.stringContaining('could be read')],
    json: { unread: [] },
  });
});

test('hebdo returns unread names mail and letter, says nothing of what it says, and writes it where asked', async () => {
  const { rows } = await database.pool.query(`
    with issue as (
      insert into issues (newsletter, period, number, date, state, subject, drafted_at, articles_until)
      values ('lhebdo', '2026-W48', 1, '2026-11-24', 'sent', '', now(), now()) returning id),
    reader as (
      insert into subscribers (email, email_key, created_at) values ('zoe@example.org', 'zoe@example.org', now()) returning id)
    insert into letters (issue_id, batch, subscriber_id)
    select issue.id, 0, readers.id from issue, (select id from reader union all select null) readers
    order by readers.id returning id`);
  const [letterId, erased] = rows.map(({ id }) => id as LetterId) as [LetterId, LetterId];
  const at = new Date('2026-11-26T04:00:00Z');
  const mail = { letterId, at, bytes: 70_000, beginning: words };
  expect(await keepUnread(database.pool, { ...mail, digest: Buffer.alloc(32, 1) })).toBe(true);
  const short = { ...mail, bytes: words.length, at: new Date('2026-11-25T04:00:00Z') };
  expect(await keepUnread(database.pool, { ...short, digest: Buffer.alloc(32, 2) })).toBe(true);
  // Nothing that may name a reader who was erased.
  for (const letterId of [erased, 99_999 as LetterId])
    expect(await keepUnread(database.pool, { ...mail, letterId, digest: Buffer.alloc(32, 3) })).toBe(false);

  const shown = await list();
  expect(shown.lines).toEqual([
    `2026-11-26T04:00:00.000Z  70000 bytes, its beginning is kept  letter ${letterId} of lhebdo 2026-W48`,
    `2026-11-25T04:00:00.000Z  ${words.length} bytes  letter ${letterId} of lhebdo 2026-W48`,
    expect.stringMatching(/No reader was suppressed.*30 days.*--out DIR/),
  ]);
  const period = '2026-W48' as Period;
  expect(shown.json).toMatchObject({
    unread: [
      { cut: true, letter: { id: letterId, newsletter: 'lhebdo', period }, file: null },
      { cut: false, letter: { id: letterId } },
    ],
  });

  const written = await list(join(folder, 'new'));
  expect(JSON.stringify(written)).not.toContain('zoe');
  expect(written.lines.at(-1)).toContain(`hebdo returns explain ${join(folder, 'new', '*.eml')}`);
  expect(await readFile(join(folder, 'new', '010101010101.eml'))).toEqual(words);
});
