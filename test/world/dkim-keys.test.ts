import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examineKeys, examineSigned } from '../../src/app/doctor/signing.ts';
import { recordFor } from '../../src/letter/dkim-record.ts';
import { dkimKeyFaults, readDkimKeys } from '../../src/world/dkim-keys.ts';
import { runProgram } from '../support/program.ts';

let folder: string;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hebdo-keys-'));
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  await Promise.all([
    write('right.pem', rsa.privateKey.export(pem)),
    write('ed.pem', generateKeyPairSync('ed25519').privateKey.export(pem)),
    write('short.pem', generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey.export(pem)),
    write('locked.pem', rsa.privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'x' })),
    write('public.pem', rsa.publicKey.export({ type: 'spki', format: 'pem' })),
    write('words.pem', 'not a key'),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string | Buffer): Promise<void> {
  await writeFile(join(folder, name), text, { mode: 0o600 });
}

const keyAt = (name: string, active = true) => ({
  domain: 'paper.org',
  selector: 's1',
  file: join(folder, name),
  active,
});

test('RSA and Ed25519 keys are read side by side', async () => {
  const { keys, faults } = await readDkimKeys([keyAt('right.pem'), keyAt('ed.pem', false)]);
  expect(keys.map(({ key, active }) => [key.asymmetricKeyType, active])).toEqual([
    ['rsa', true],
    ['ed25519', false],
  ]);
  expect(faults).toEqual([]);
});

test.each([
  ['missing.pem', /a readable key file of paper.org:s1; .*missing.pem is not \(ENOENT\)/],
  ['words.pem', /a private key in PEM form/],
  ['locked.pem', /without a passphrase/],
  ['public.pem', /a private key in PEM form/],
  ['short.pem', /an RSA key of 768 bits is too short/],
])('%s is named with what was expected of it', async (name, expected) => {
  const { keys, faults } = await readDkimKeys([keyAt(name)]);
  expect(keys).toEqual([]);
  expect(faults).toEqual([{ variable: 'DKIM_KEYS', expected: expect.stringMatching(expected) }]);
});

test('a relative path is one of the folder the program runs in', async () => {
  expect(await dkimKeyFaults('paper.org:s1:right.pem', folder)).toEqual([]);
  expect(await dkimKeyFaults('paper.org:s1:right.pem', '/')).toHaveLength(1);
});

test('a command says every wrong key beside whatever else is wrong, and does nothing', async () => {
  const DKIM_KEYS = `paper.org:s1:${join(folder, 'words.pem')},paper.org:s2:${join(folder, 'missing.pem')},s3`;
  const ended = await runProgram(['status', 'lhebdo'], { DKIM_KEYS, HEBDO_PORT: 'http' });
  expect(ended.code).toBe(2);
  for (const fault of [/words\.pem/, /missing\.pem/, /"s3" is not that/, /HEBDO_PORT/])
    expect(ended.stderr).toMatch(fault);
});

const published = { kind: 'records', records: ['v=spf1 -all', recordFor({ key: rsa.privateKey })] } as const;
test.each([
  ['the record of an active key is there', true, published, 'ok', undefined],
  ['an active key has no record', true, { kind: 'none' }, 'fault', recordFor({ key: rsa.privateKey })],
  ['a standby key has no record yet', false, { kind: 'none' }, 'warn', recordFor({ key: rsa.privateKey })],
  [
    'DNS cannot be asked',
    true,
    { kind: 'unanswered', reason: 'ETIMEOUT' },
    'warn',
    recordFor({ key: rsa.privateKey }),
  ],
] as const)('doctor, when %s', async (_when, active, answer, level, record) => {
  const asked: string[] = [];
  const [finding] = await examineKeys([keyAt('right.pem', active)], async (name) => {
    asked.push(name);
    return answer;
  });
  expect(asked).toEqual(['s1._domainkey.paper.org']);
  expect(finding?.level).toBe(level);
  if (record === undefined) expect(finding?.fix).toBeUndefined();
  else expect(finding?.fix).toBe(`Publish a TXT record at s1._domainkey.paper.org: ${record}`);
});

test('doctor minds a key that everybody may read', async () => {
  await chmod(join(folder, 'ed.pem'), 0o644);
  const findings = await examineKeys([keyAt('ed.pem')], async () => ({ kind: 'none' }));
  expect(findings.at(-1)).toMatchObject({ level: 'warn', fix: expect.stringMatching(/^Run: chmod 600/) });
});

test('doctor says which newsletters no key would sign, as a send would', async () => {
  const senders: Record<string, string> = {
    weekly: 'hebdo@journal.test',
    signed: 'a@lettres.paper.org',
    sample: 'hebdo@lacalanque.example',
  };
  const templates = {
    names: async () => ['broken', ...Object.keys(senders)],
    newsletter: async (name: string) => {
      if (senders[name] === undefined) throw new Error('newsletter.yaml cannot be read');
      return { name, sender: { address: senders[name] } };
    },
  } as unknown as Parameters<typeof examineSigned>[1];
  expect(await examineSigned([keyAt('right.pem')], templates)).toEqual([
    {
      level: 'fault',
      about: 'weekly',
      message: expect.stringMatching(/^DKIM_KEYS has no active key for journal\.test\./),
      fix: expect.stringContaining('journal.test'),
    },
    expect.objectContaining({ level: 'warn', about: 'sample' }),
  ]);
  expect(await examineSigned([keyAt('right.pem', false)], templates)).toHaveLength(3);
  expect(await examineSigned([], templates)).toEqual([]);
});
