import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, test } from 'vitest';
import { examineSenders } from '../../src/app/signing.ts';
import { recordFor, recordName } from '../../src/letter/dkim-record.ts';
import { parseVerp } from '../../src/letter/identity.ts';
import type { ConfiguredKey, PublishedRecords, SigningNeeds } from '../../src/letter/signing.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { secret, shortTimes } from '../support/sender.ts';

const signal = new AbortController().signal;
const domain = 'paper.test-newsroom.org';
const rsa = keyOf('s2026', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const ed = keyOf('ed1', generateKeyPairSync('ed25519').privateKey);
const published = new Map([rsa, ed].map((key) => [recordName(key), recordFor(key)]));

function keyOf(selector: string, key: ConfiguredKey['key']): ConfiguredKey {
  return { domain, selector, key, active: true };
}

function dnsWith(records: ReadonlyMap<string, string>): SigningNeeds['records'] {
  return async (name) => {
    const record = records.get(name);
    return record === undefined ? { kind: 'none' } : { kind: 'records', records: [record] };
  };
}

const unreachable = async (): Promise<PublishedRecords> => ({ kind: 'unanswered', reason: 'ETIMEOUT' });

async function openSigningPaper(readers: number): Promise<TestPaper> {
  return openPaper(
    readers,
    undefined,
    {},
    { from: { name: 'La Calanque', address: `hebdo@lettre.${domain}` } },
  );
}

test('every letter of a send convinces an independent verifier, by each key', async () => {
  await using paper = await openSigningPaper(12);
  await using one = paper.process(shortTimes, 3, { keys: [rsa, ed], records: dnsWith(published) });
  const outcome = await one.send(newsletterName, period, { signal });
  expect(outcome.kind).toBe('sent');
  expect(paper.server.letters).toHaveLength(12);
  for (const { bytes, from } of paper.server.letters) {
    const { results } = await dkimVerify(bytes, {
      resolver: async (name: string) => [[published.get(name) ?? '']],
    });
    expect(results.map(({ selector, status }) => `${selector} ${status.result}`)).toEqual([
      's2026 pass',
      'ed1 pass',
    ]);
    expect(parseVerp(secret, from)).not.toBeNull();
  }
  expect(new Set(paper.server.letters.map(({ from }) => from)).size).toBe(12);
});

test.each<[string, Partial<SigningNeeds>, RegExp]>([
  ['DNS publishes no key', { records: dnsWith(new Map()) }, /s2026\._domainkey\..*DNS has no record/],
  [
    'DNS publishes another key',
    {
      records: dnsWith(
        new Map([
          [
            recordName(rsa),
            recordFor(keyOf('x', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)),
          ],
        ]),
      ),
    },
    /belongs to another private key/,
  ],
  [
    'the only key is of another domain',
    { keys: [{ ...rsa, domain: 'elsewhere.org' }] },
    /no active key for lettre\.paper/,
  ],
  ['the only key stands by', { keys: [{ ...rsa, active: false }] }, /no active key/],
])('nothing leaves where %s', async (_what, needs, reason) => {
  await using paper = await openSigningPaper(3);
  await using one = paper.process(shortTimes, 2, { keys: [rsa], records: dnsWith(published), ...needs });
  const reasons = [expect.stringMatching(reason)];
  const dryRun = await one.send(newsletterName, period, { signal, dryRun: true });
  expect(dryRun).toMatchObject({ kind: 'dry_run', reasons });
  const outcome = await one.send(newsletterName, period, { signal });
  expect(outcome).toMatchObject({ kind: 'refused', reasons });
  expect(await paper.issueState()).toBe('approved');
  expect(paper.server.letters).toEqual([]);
});

test('DNS that cannot be asked does not stop a send with a fit key', async () => {
  await using paper = await openSigningPaper(2);
  await using one = paper.process(shortTimes, 2, { keys: [ed], records: unreachable });
  expect(await one.send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
});

test('a worker whose key is wrong pauses the send and says why; it goes on when that is right', async () => {
  await using paper = await openSigningPaper(3);
  await paper.database.pool.query(`update issues set state = 'approved'`);
  await using right = paper.process(shortTimes, 2, { keys: [rsa], records: dnsWith(published) });
  await using wrong = paper.process(shortTimes, 2, { keys: [ed], records: dnsWith(new Map()) });
  const stopped = AbortSignal.abort();
  await right.send(newsletterName, period, { signal: stopped });
  expect(await wrong.sendBatch(paper.issueId, 0, signal)).toMatchObject({
    kind: 'worked',
    paused: expect.stringMatching(/ed1\._domainkey.*hebdo doctor/),
  });
  expect(await paper.issueState()).toBe('paused');
  expect(paper.server.letters).toEqual([]);
  await right.resume(newsletterName, period);
  expect(await right.send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
  expect(paper.server.letters).toHaveLength(3);
});

describe('a process that begins', () => {
  type Line = { readonly newsletter?: string; readonly reason?: string; readonly note?: string };

  /** What it says of two newsletters, and of one whose settings cannot be read. */
  async function saidOf(signing: SigningNeeds, relay: object | null = {}): Promise<Record<string, Line[]>> {
    const said: Record<string, Line[]> = { warn: [], error: [] };
    const senders: Record<string, string> = { lhebdo: `hebdo@${domain}`, autre: 'autre@elsewhere.org' };
    const world = {
      signing,
      relay: relay ?? undefined,
      clock: { now: () => new Date() },
      log: { warn: (line: Line) => said.warn?.push(line), error: (line: Line) => said.error?.push(line) },
      templates: {
        names: async () => ['broken', ...Object.keys(senders)],
        newsletter: async (name: string) => {
          if (senders[name] === undefined) throw new Error('newsletter.yaml cannot be read');
          return { sender: { address: senders[name] } };
        },
      },
    };
    await examineSenders(world as unknown as Parameters<typeof examineSenders>[0]);
    return said;
  }

  test('says of which newsletter the letters would be refused at their slot, and what to do', async () => {
    const both = { keys: [rsa, { ...ed, domain: 'elsewhere.org' }], records: dnsWith(published) };
    expect(await saidOf(both)).toEqual({
      warn: [],
      error: [
        {
          newsletter: 'autre',
          reason: expect.stringMatching(/ed1\._domainkey\.elsewhere\.org.*DKIM_KEYS.*hebdo doctor/),
        },
      ],
    });
  });

  test('notes that DNS could not be asked, and goes on', async () => {
    const { warn, error } = await saidOf({
      keys: [rsa, { ...ed, domain: 'elsewhere.org' }],
      records: unreachable,
    });
    expect(error).toEqual([]);
    expect(warn?.map(({ note }) => note)).toEqual([
      expect.stringContaining('ETIMEOUT'),
      expect.stringContaining('ETIMEOUT'),
    ]);
  });

  test.each<[string, SigningNeeds, object | null]>([
    [
      'where every key is believed',
      {
        keys: [rsa, { ...rsa, domain: 'org' }],
        records: async () => ({ kind: 'records', records: [recordFor(rsa)] }),
      },
      {},
    ],
    ['where nothing is signed', { keys: [], records: dnsWith(new Map()) }, {}],
    ['where it sends nothing', { keys: [rsa], records: dnsWith(new Map()) }, null],
  ])('says nothing %s', async (_, signing, relay) => {
    expect(await saidOf(signing, relay)).toEqual({ warn: [], error: [] });
  });
});
