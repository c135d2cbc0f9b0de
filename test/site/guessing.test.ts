/** A million guesses at each kind of token that opens something, and some at the doors themselves: none ever hits. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssueId, LetterId, SubscriberId } from '../../src/audience/ids.ts';
import { makeToken, openToken, type TokenPurpose } from '../../src/audience/token.ts';
import { parseVerp, verpAddress } from '../../src/letter/identity.ts';
import { openNewsroom } from './newsroom.ts';
import { everything } from './tables.ts';

const secret = 'a secret of at least thirty-two characters';
const guesses = 1_000_000;

describe('of a million random signatures, a quarter each under facts that are known, none opens', () => {
  // A letter's pixel and its links share the purpose «tracking».
  it.each<[string, TokenPurpose]>([
    ['the way out', 'unsubscribe'],
    ['the preferences', 'preferences'],
    ['the pixel or a click', 'tracking'],
    ['the data', 'data'],
    ['the way back from a move', 'take_back'],
  ])(
    '%s',
    (_, purpose) => {
      const facts = {
        ...{ purpose, subscriberId: 42 as SubscriberId, newsletter: 'lhebdo' },
        ...{ issueId: 447 as IssueId, expiresAt: null },
      };
      const token = makeToken(secret, facts);
      const opening = { secret, now: new Date() };
      expect(openToken(opening, purpose, token).kind).toBe('token');
      const known = Buffer.from(token.slice(1), 'base64url').subarray(16);
      const random = randomBytes(4 * guesses);
      let hits = 0;
      for (let at = 0; at < random.length; at += 16) {
        const guess = `1${Buffer.concat([random.subarray(at, at + 16), known]).toString('base64url')}`;
        if (openToken(opening, purpose, guess).kind !== 'invalid') hits++;
      }
      expect(hits).toBe(0);
    },
    120_000,
  );
});

it('a million random return paths name no letter', () => {
  const letter = 447 as LetterId;
  expect(parseVerp(secret, verpAddress(secret, letter, 'lacalanque.example'))).toBe(letter);
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  const random = randomBytes(16 * guesses);
  let hits = 0;
  for (let at = 0; at < random.length; at += 16) {
    let signature = '';
    for (let place = 0; place < 16; place++) signature += alphabet[(random[at + place] ?? 0) & 31];
    if (parseVerp(secret, `bounces+cf-${signature}@lacalanque.example`) !== null) hits++;
  }
  expect(hits).toBe(0);
}, 120_000);

describe('on the site', () => {
  let room: Awaited<ReturnType<typeof openNewsroom>>;
  beforeAll(async () => {
    room = await openNewsroom();
    const ask = (path: string, fields: Record<string, string>) =>
      fetch(new URL(path, room.base), { method: 'POST', body: new URLSearchParams(fields) });
    await ask('/s/lhebdo', { email: 'zoe@example.org' });
    await room.posted(1);
    await ask(`${room.links.preferences}/address`, { action: 'ask', email: 'marie@example.com' });
    await room.posted(2);
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('a million random links confirm no sign-up and no move', async () => {
    const { db } = room.database;
    /** hashes: of 32 bytes each, one after the other. */
    const hits = async (hashes: Buffer) => {
      const { rows } = await sql`
        with guess as materialized (
          select substr(${hashes}::bytea, at * 32 + 1, 32) as hash from generate_series(0, ${hashes.length / 32 - 1}::int) at)
        select from guess join (select token_hash from sign_ups union all select token_hash from address_changes) own
          on own.token_hash = guess.hash`.execute(db);
      return rows.length;
    };
    const own = await sql<{ hash: Buffer }>`
      select token_hash as hash from sign_ups union all select token_hash from address_changes`.execute(db);
    expect(await hits(Buffer.concat(own.rows.map(({ hash }) => hash)))).toBe(2);
    for (let done = 0; done < guesses; done += 100_000) {
      const random = randomBytes(24 * 100_000);
      const hashes = Array.from({ length: 100_000 }, (_, at) => {
        const token = random.toString('base64url', at * 24, at * 24 + 24);
        return createHash('sha256').update(token).digest();
      });
      expect(await hits(Buffer.concat(hashes))).toBe(0);
    }
  }, 120_000);

  it('no door opens to a guess, and nothing changes', async () => {
    const before = await everything(room.database.db);
    const actions = [
      'confirm',
      'move',
      'unsubscribe',
      'save',
      'erase',
      'send',
      'stay',
      'tracking',
      'ask',
      'take_back',
    ];
    const doors = [
      ...[
        '/c/*',
        '/a/*',
        '/d/*',
        '/b/*',
        '/u/*',
        '/p/*',
        '/p/*/erase',
        '/p/*/data',
        '/p/*/address',
        '/p/*/tracking',
      ],
      ...['/p/*/receipt', '/p/*/stay', '/o/*', '/r/*/1'],
    ];
    for (const door of doors)
      for (let times = 0; times < 20; times++) {
        const token = `1${randomBytes(30).toString('base64url')}`;
        const url = `${room.base}${door.replace('*', token)}`;
        const looked = await fetch(url, { redirect: 'manual' });
        expect([404, looked.headers.get('location')], url).toEqual([looked.status, null]);
        const body = new URLSearchParams({
          action: actions[times % actions.length] ?? '',
          email: 'a@example.org',
        });
        expect((await fetch(url, { method: 'POST', body })).status, url).toBeGreaterThanOrEqual(400);
      }
    await room.visitsWritten();
    expect(await everything(room.database.db)).toBe(before);
  }, 60_000);
});
