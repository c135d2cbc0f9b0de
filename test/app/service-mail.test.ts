/** Service letters against a real relay: tried again when it puts them off, given up when it refuses, signed, sealed. */
import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audience } from '../../src/app/audience.ts';
import { keeping } from '../../src/app/keeping.ts';
import { serviceMail } from '../../src/app/service-mail.ts';
import type { ConfiguredKey } from '../../src/letter/signing.ts';
import type { Database } from '../../src/world/db/database.ts';
import type { World } from '../../src/world/world.ts';
import { everything } from '../site/tables.ts';
import { openTestDatabase } from '../support/database.ts';
import { openRelay, type RelayAnswer } from '../support/relay.ts';

let database: Database;
let relay: Awaited<ReturnType<typeof openRelay>>;
let now: Date;
let answer: (attempt: number) => RelayAnswer;
let logged: object[];

beforeEach(async () => {
  now = new Date('2026-11-24T07:00:00Z');
  logged = [];
  answer = () => null;
  database = await openTestDatabase();
  relay = await openRelay({ onReader: (_address, attempt) => answer(attempt) });
});
afterEach(async () => {
  await Promise.all([database, relay].map((one) => one[Symbol.asyncDispose]()));
});

function open(keys: readonly ConfiguredKey[] = []) {
  const said = (facts: object, event: string) => void logged.push({ event, ...facts });
  const world = {
    clock: { now: () => now },
    configuration: { smtp: { url: relay.url, more: [] } },
    database,
    log: { info: said, warn: said, error: said },
    secret: 'a secret of at least thirty-two characters',
    signing: { keys, records: async () => ({ kind: 'none' }) },
  } as unknown as World;
  const { forgetSubscriber: forget, refusedLetters, refusedLettersTo } = audience(world);
  return { ...serviceMail(world), forget, refusedLetters, refusedLettersTo, tidy: keeping(world).tidy };
}
const letter = {
  from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
  to: 'marie@example.org',
  subject: 'Confirmez',
  html: '<p>Été <b>à Cassis</b></p>',
  text: 'Été  à Cassis \n\n',
};
const due = (mail = open()) => mail.postDue(new AbortController().signal);
const waiting = async () =>
  (
    await sql<{ attempts: number; next_at: Date }>`select attempts, next_at from service_letters`.execute(
      database.db,
    )
  ).rows;
/** The first attempt is not waited for: its outcome shows in the log or the table. */
const firstAttempt = (done: () => Promise<boolean>) => expect.poll(done).toBe(true);

it('leaves at once and is kept no longer', async () => {
  await open().post('confirm_sign_up', letter);
  await relay.has(1);
  await firstAttempt(async () => (await waiting()).length === 0);
  expect(await due()).toEqual({ posted: 0, deferred: 0, refused: 0 });
  expect(relay.arrived[0]?.raw.toString()).toContain('Auto-Submitted: auto-generated');
});

describe('a relay that puts it off', () => {
  it('is asked again after a minute, then after five, until it takes the letter', async () => {
    answer = (attempt) => (attempt < 3 ? { code: 451, text: '4.7.1 greylisted marie@example.org' } : null);
    await open().post('confirm_sign_up', letter);
    await firstAttempt(async () => logged.length > 0);
    expect(await waiting()).toEqual([{ attempts: 1, next_at: new Date('2026-11-24T07:01:00Z') }]);
    expect(await due()).toEqual({ posted: 0, deferred: 0, refused: 0 });
    now = new Date('2026-11-24T07:01:00Z');
    expect(await due()).toEqual({ posted: 0, deferred: 1, refused: 0 });
    now = new Date('2026-11-24T07:06:00Z');
    expect(await due()).toEqual({ posted: 1, deferred: 0, refused: 0 });
    expect(await waiting()).toEqual([]);
    expect(relay.arrived).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('marie@');
  });

  it('for longer than its links work sees it given up, and that is said', async () => {
    answer = () => ({ code: 450, text: '4.2.0 later' });
    await open().post('confirm_sign_up', letter);
    await firstAttempt(async () => logged.length > 0);
    now = new Date('2026-11-26T06:58:00Z');
    expect(await due()).toEqual({ posted: 0, deferred: 0, refused: 1 });
    expect(await waiting()).toEqual([]);
    expect(logged.at(-1)).toMatchObject({ event: 'a service letter was given up', kind: 'confirm_sign_up' });
  });
});

it('is posted by one worker alone, however long a slow relay has held those before it', async () => {
  answer = (attempt) => (attempt === 1 ? { code: 451, text: 'later' } : null);
  const readers = ['marie', 'zoe', 'luc', 'jeanne'].map((name) => `${name}@example.org`);
  for (const to of readers) {
    await open().post('confirm_sign_up', { ...letter, to });
    await firstAttempt(async () => logged.length > 0);
    logged = [];
  }
  now = new Date(now.getTime() + 60_000);
  // Each of three letters takes the relay seventy seconds; at the third one a second worker looks for letters.
  let other: Promise<unknown> = Promise.resolve();
  let tried = 0;
  answer = () => {
    if (++tried <= 3) now = new Date(now.getTime() + 70_000);
    if (tried === 3) other = due();
    return null;
  };
  await due();
  await other;
  expect(relay.arrived.map(({ to }) => to).sort()).toEqual(readers.toSorted());
  expect(await waiting()).toEqual([]);
});

it('of a kind that only a newer version knows is given up like any other when its time is over', async () => {
  answer = () => ({ code: 450, text: '4.2.0 later' });
  await open().post('confirm_sign_up', letter);
  await firstAttempt(async () => logged.length > 0);
  await sql`update service_letters set kind = 'of_later'`.execute(database.db);
  now = new Date('2026-11-26T06:58:00Z');
  expect(await due()).toEqual({ posted: 0, deferred: 0, refused: 1 });
  expect(logged.at(-1)).toMatchObject({ event: 'a service letter was given up', kind: 'of_later' });
});

it('a relay that refuses is asked once, and the log says so without the address', async () => {
  answer = () => ({ code: 550, text: '5.1.1 no such user marie@example.org' });
  await open().post('confirm_sign_up', letter);
  await firstAttempt(async () => logged.length > 0 && (await waiting()).length === 0);
  expect(logged).toEqual([expect.objectContaining({ event: 'a service letter was given up', attempts: 1 })]);
  expect(JSON.stringify(logged)).not.toContain('marie@');
});

it('that is only pretended is kept like any other and posted to nobody, by the job neither', async () => {
  const mail = open();
  await mail.pretend('confirm_sign_up', letter);
  await firstAttempt(async () => (await waiting()).length === 0);
  await mail.post('confirm_sign_up', { ...letter, to: 'zoe@example.org' });
  await relay.has(1);
  await firstAttempt(async () => (await waiting()).length === 0);
  // As after a crash in between: the job finds it.
  await sql`insert into service_letters (kind, to_hash, sealed, attempts, asked_at, next_at, until)
    values ('none', '\\x00', '\\x00', 1, ${now}, ${now}, ${new Date(now.getTime() + 3_600_000)})`.execute(
    database.db,
  );
  expect(await due(mail)).toEqual({ posted: 0, deferred: 0, refused: 0 });
  expect(await waiting()).toEqual([]);
  expect(relay.arrived.map(({ to }) => to)).toEqual(['zoe@example.org']);
  expect(await mail.refusedLetters()).toEqual([]);
});

describe('a letter that was refused', () => {
  const refused = async (to: string) => {
    const mail = open();
    answer = () => ({ code: 550, text: `5.7.1 not from you, ${to}` });
    await mail.post('confirm_sign_up', { ...letter, to });
    await firstAttempt(async () => logged.length > 0 && (await waiting()).length === 0);
    logged = [];
    return mail;
  };

  it('is counted by kind with the last answer, and found by whom it was for, without any address', async () => {
    await refused('zoe@example.org');
    now = new Date('2026-11-24T08:00:00Z');
    const mail = await refused('marie@example.org');
    const lastReason = expect.stringMatching(/550 5\.7\.1 not from you, …@…/);
    expect(await mail.refusedLetters()).toEqual([
      { kind: 'confirm_sign_up', count: 2, lastAt: now, lastReason },
    ]);
    expect(await mail.refusedLettersTo('Marie@example.org')).toEqual([
      { kind: 'confirm_sign_up', at: now, reason: lastReason },
    ]);
    expect(await mail.refusedLettersTo('luc@example.org')).toEqual([]);
    expect(await everything(database.db)).not.toMatch(/marie@|zoe@/);
  });

  it('goes with whoever is erased, and after thirty days', async () => {
    await refused('zoe@example.org');
    const mail = await refused('marie@example.org');
    await mail.forget('marie@example.org');
    expect(await mail.refusedLettersTo('marie@example.org')).toEqual([]);
    expect(await mail.tidy()).toMatchObject({ refusals: 0 });
    now = new Date('2026-12-24T07:00:01Z');
    expect(await mail.refusedLetters()).toEqual([]);
    expect(await mail.tidy()).toMatchObject({ refusals: 1 });
  });
});

it('waits sealed: neither address nor link can be read from the tables, and an erasure takes it away', async () => {
  answer = () => ({ code: 451, text: 'later' });
  const mail = open();
  await mail.post('confirm_sign_up', { ...letter, text: 'https://letters.example/c/a-token' });
  await firstAttempt(async () => logged.length > 0);
  const rows = await everything(database.db);
  for (const part of ['marie', 'a-token'])
    for (const encoding of ['utf8', 'hex', 'base64url'] as const)
      expect(rows).not.toContain(Buffer.from(part).toString(encoding));
  await mail.forget('Marie@example.org');
  expect(await waiting()).toEqual([]);
});

it('is signed with the keys that fit its sender, Ed25519 too', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed = generateKeyPairSync('ed25519');
  const key = (selector: string, domain: string, { privateKey }: typeof rsa) =>
    ({ selector, domain, key: privateKey, active: true }) satisfies ConfiguredKey;
  const keys = [
    key('rsa', 'lacalanque.example', rsa),
    key('ed', 'lacalanque.example', ed),
    key('other', 'elsewhere.example', rsa),
  ];
  await open(keys).post('confirm_sign_up', letter);
  await relay.has(1);
  const published: Record<string, string> = {
    rsa: `v=DKIM1; k=rsa; p=${rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
    ed: `v=DKIM1; k=ed25519; p=${ed.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`,
  };
  const resolver = async (name: string) => [[published[name.split('.')[0] ?? ''] ?? '']];
  const { results } = await dkimVerify(relay.arrived[0]?.raw ?? '', { resolver });
  expect(results.map(({ selector, status }) => [selector, status.result])).toEqual([
    ['rsa', 'pass'],
    ['ed', 'pass'],
  ]);
});
