/** Everything stored about a person, for that person alone. */
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

let room: Awaited<ReturnType<typeof openNewsroom>>;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room[Symbol.asyncDispose]());

const post = (url: string, action = 'send') =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ action }) });
async function dataLink(): Promise<string> {
  await room.posted(1);
  const { text = '' } = await PostalMime.parse(room.relay.arrived.at(-1)?.raw ?? '');
  return `${room.base}${/\/d\/[\w-]+/.exec(text)?.[0]}`;
}

it('the page gives nothing away: it posts a link to the reader’s own address', async () => {
  const before = await everything(room.database.db);
  const asking = await (await fetch(`${room.links.preferences}/data`)).text();
  expect(asking).not.toMatch(/marie@|arles/i);
  expect(await everything(room.database.db)).toBe(before);
  expect(await (await post(`${room.links.preferences}/data`)).text()).not.toMatch(/marie@|arles/i);
  const link = await dataLink();
  expect(room.relay.arrived.map(({ to }) => to)).toEqual(['marie@example.org']);
  expect(await (await fetch(link)).text()).not.toMatch(/marie@|arles/i);
});

it('the file holds the rows of every table that names the reader', async () => {
  const { db } = room.database;
  await fetch(`${room.base}/s/lhebdo`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'marie@example.org' }),
  });
  await sql`insert into letters (issue_id, subscriber_id, batch) values (1, 1, 0)`.execute(db);
  await sql`insert into returns (digest, letter_id, source, kind, at) select '\\x01', id, 'smtp', 'bounce', now() from letters`.execute(
    db,
  );
  await sql`insert into suppressions (email_hash, reason, at) select email_hash, 'soft_bounces', now() from consent_receipts`.execute(
    db,
  );
  await room.posted(1);
  await post(`${room.links.preferences}/data`);
  await room.posted(2);
  const answer = await post(await dataLink());
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const { tables } = (await answer.json()) as { tables: Record<string, { email?: string }[]> };
  expect(Object.keys(tables).sort()).toEqual(
    [
      'consent_receipts',
      'letters',
      'returns',
      'sign_ups',
      'subscribers',
      'subscriptions',
      'suppressions',
    ].sort(),
  );
  const sentence = expect.stringMatching(/^J’accepte que La Calanque m’envoie/);
  expect(tables.sign_ups).toMatchObject([{ wording: sentence }]);
  expect(tables.subscribers).toMatchObject([
    { email: 'marie@example.org', commune: 'arles', first_name: 'Marie' },
  ]);
});

it('a consent has the sentence that was agreed to beside it, also in the file that an operator makes', async () => {
  await fetch(`${room.base}/s/lhebdo`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'zoe@example.org' }),
  });
  await fetch(await room.confirmationLink(), {
    method: 'POST',
    body: new URLSearchParams({ action: 'confirm' }),
  });
  const found = await room.steps.wholeFileOf('Zoe@example.org');
  if (found.kind !== 'file') throw new Error(found.kind);
  expect(JSON.parse(found.json).tables.consent_receipts).toMatchObject([
    { action: 'granted', wording: expect.stringMatching(/^J’accepte que La Calanque m’envoie/) },
  ]);
  // The operator's own consent by command showed no sentence.
  const marie = await room.steps.wholeFileOf('marie@example.org');
  expect(marie.kind === 'file' && JSON.parse(marie.json).tables.consent_receipts[0]).not.toHaveProperty(
    'wording',
  );
  expect(await room.steps.wholeFileOf('nobody@example.org')).toEqual({ kind: 'unknown' });
});

it('its link works for a day, opens nothing else, and is opened by nothing else', async () => {
  await post(`${room.links.preferences}/data`);
  const link = await dataLink();
  const token = link.split('/d/')[1] ?? '';
  expect((await fetch(`${room.base}/p/${token}`)).status).toBe(404);
  expect((await fetch(`${room.base}/u/${token}`, { method: 'POST' })).status).toBe(404);
  expect((await post(room.links.preferences.replace('/p/', '/d/'))).status).toBe(404);
  expect((await post(link)).status).toBe(200);
  room.later(24);
  expect((await post(link)).status).toBe(404);
  expect((await fetch(link)).status).toBe(404);
});

it('three links an hour, no more', async () => {
  const statuses: number[] = [];
  for (let times = 0; times < 5; times++)
    statuses.push((await post(`${room.links.preferences}/data`)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});
