/** One table of addresses at every door that takes one: each lets in the same mailboxes, and turns away the same rubbish. */
import { domainToUnicode } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { type ApiRoom, openApiRoom } from '../api/room.ts';
import type { Browser } from '../studio/room.ts';
import { everything } from './tables.ts';

const a = (times: number) => 'a'.repeat(times);
/** 254 characters with «b@». */
const longest = `${`${a(60)}.`.repeat(4)}${a(5)}.fr`;

/** What is written, and what a letter is addressed to. */
const taken: readonly (readonly [string, string])[] = [
  ['zoe+hebdo@example.net', 'zoe+hebdo@example.net'],
  ['"zoe.d"@example.net', 'zoe.d@example.net'],
  ["o'brien@example.net", "o'brien@example.net"],
  ['zoe{{7*7}}$1@example.net', 'zoe{{7*7}}$1@example.net'],
  ['zoe@société.example', 'zoe@xn--socit-esab.example'],
  ['zoe@💌.example', 'zoe@xn--rr8h.example'],
  [`${a(64)}@example.net`, `${a(64)}@example.net`],
  [`b@${longest}`, `b@${longest}`],
];
const refused = [
  'zoe',
  '"zoe d"@example.net',
  '"zoe@d"@example.net',
  'zoé@example.net',
  '💌@example.net',
  `${a(65)}@example.net`,
  `bb@${longest}`,
  'zoe@example.net\r\nBcc: all@example.net',
  'zoe@example.net\n',
  'zoe\0@example.net',
  'zoe@example.net,luc@example.net',
  'Zoé <zoe@example.net>',
  '<script>alert(1)</script>@example.net',
  "zoe'; drop table subscribers; --@example.net",
  'zoe@[127.0.0.1]',
  'zoe@localhost',
];

let room: ApiRoom;
let token: string;
let editor: Browser;
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token(['subscribers:read', 'subscribers:write', 'subscribers:consent']);
  await add('marie@example.org');
  editor = room.room.browser();
});
afterAll(() => room[Symbol.asyncDispose]());

const db = () => room.room.app.world.database.db;
const rows = async <Row>(query: string) => (await sql.raw<Row>(query).execute(db())).rows;
const nothing = { firstName: null, lastName: null, commune: null, premium: null, language: null };
const add = (email: string) =>
  room.room.app.addSubscriber({ ...nothing, email, newsletter: 'lhebdo', again: false });
let networks = 0;
const post = (path: string, fields: Record<string, string>) =>
  fetch(new URL(path, room.room.base), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'X-Forwarded-For': `198.51.${++networks}.7` },
  });

/** A preferences link of a reader of their own: one reader may ask for few moves an hour. */
async function mover(): Promise<string> {
  await add(`mover${++networks}@example.org`);
  const [last] = await rows<{ id: SubscriberId }>('select max(id) as id from subscribers');
  const { secret, publicUrl } = room.room.app.world;
  return readerLinks(
    { publicUrl, secret },
    {
      ...{ newsletter: 'lhebdo', subscriberId: last?.id as SubscriberId },
      ...{ issueId: 1 as IssueId, period: '2026-W48' as Period },
    },
  ).preferences;
}

async function importOf(address: string) {
  async function* file() {
    yield Buffer.from(`email\n"${address.replaceAll('"', '""')}"\n"luc@example.org"\n`);
  }
  const quiet = { layout: () => {}, report: () => {}, progress: () => {} };
  const result = await room.room.app.importSubscribers(
    { newsletter: 'essentiel', fileName: 'a.csv', dryRun: false, file: file(), ...quiet },
    AbortSignal.timeout(20_000),
  );
  return result.kind === 'imported' ? result.counts : null;
}

/** Each door: knocks with an address and says what it answered. */
const doors: Readonly<Record<string, (email: string) => Promise<'in' | 'out'>>> = {
  'the sign-up page': async (email) => {
    const { status } = await post('/s/lhebdo', { email });
    expect([200, 422]).toContain(status);
    return status === 200 ? 'in' : 'out';
  },
  'the API': async (email) => {
    const { status } = await room.call('POST', '/subscribers', {
      token,
      body: { email, newsletters: ['lhebdo'] },
    });
    // 400: PostgreSQL stores no NUL, so JSON with one is none.
    expect([202, 400, 422]).toContain(status);
    return status === 202 ? 'in' : 'out';
  },
  'the API, with a consent given elsewhere': async (email) => {
    const consent = { given_at: '2026-01-05T10:00:00Z', source: 'a paper form' };
    const body = { email, newsletters: ['sante'], consent };
    const { status } = await room.call('POST', '/subscribers', { token, body });
    expect([200, 201, 400, 422]).toContain(status);
    return status < 300 ? 'in' : 'out';
  },
  'an import': async (email) => ((await importOf(email))?.refused === 0 ? 'in' : 'out'),
  'hebdo subscribers add': async (email) => ((await add(email)).kind === 'stored' ? 'in' : 'out'),
  'a change of address': async (email) => {
    const { status } = await post(`${await mover()}/address`, { action: 'ask', email });
    expect([200, 422]).toContain(status);
    return status === 200 ? 'in' : 'out';
  },
};

describe.each(Object.entries(doors))('%s', (_door, knock) => {
  it('lets in what a letter can be sent to', async () => {
    for (const [written] of taken) expect(await knock(written), written).toBe('in');
  }, 60_000);

  it('turns away the rest, and keeps nothing of it', async () => {
    for (const written of refused) expect(await knock(written), written).toBe('out');
    const kept = await everything(db());
    for (const trace of ['Bcc:', '<script>', 'drop table', 'zoé@', '127.0.0.1]', 'zoe@example.net'])
      expect(kept, trace).not.toContain(trace);
  }, 60_000);
});

it('what came in is one mailbox of one spelling, whichever door it took', async () => {
  for (const [, address] of taken) {
    const quoted = address.replaceAll("'", "''");
    expect(await rows(`select email from subscribers where email_key = '${quoted}'`), address).toEqual([
      { email: address },
    ]);
    const [signedUp] = await rows<{ count: number }>(
      `select count(*)::int as count from sign_ups where email = '${quoted}'`,
    );
    expect(signedUp?.count, address).toBe(2);
    expect(await rows(`select email from address_changes where email = '${quoted}'`)).toHaveLength(1);
  }
});

it('letters leave for exactly those, and what the relay refused is known', async () => {
  // smtp-server tells domains in Unicode, and takes 253 characters where RFC 5321 allows 254.
  const [, longestOne = ''] = taken.at(-1) ?? [];
  const reached = taken.slice(0, -1).map(([, address]) => {
    const [local, domain = ''] = address.split('@');
    return `${local}@${domainToUnicode(domain)}`;
  });
  await expect.poll(() => new Set(room.room.relay.arrived.map(({ to }) => to))).toEqual(new Set(reached));
  await expect
    .poll(() => room.room.app.refusedLettersTo(longestOne))
    .toMatchObject([{ kind: 'confirm_sign_up' }, { kind: 'confirm_sign_up' }, { kind: 'confirm_move' }]);
});

it('the studio’s door says of rubbish that it is none, and of every address the same', async () => {
  const answers = new Set<string>();
  const ask = async (email: string) => {
    const fields = await editor.fieldsOf(await editor.get('/studio/sign-in'));
    return editor.post('/studio/sign-in', { ...fields, email });
  };
  for (const written of refused)
    expect(await (await ask(written)).text(), written).toContain('Ce n’est pas une adresse complète');
  for (const [written] of taken.slice(0, 5)) answers.add(await (await ask(written)).text());
  expect(answers.size).toBe(1);
});
