import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';
import { runProgram, startProgram } from '../support/program.ts';

test('a letter verifies with the very record that doctor told to publish', async () => {
  await using newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 20);
  const files = { rsa: join(newsroom.home, 'rsa.pem'), ed: join(newsroom.home, 'ed.pem') };
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  await writeFile(files.rsa, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem));
  await writeFile(files.ed, generateKeyPairSync('ed25519').privateKey.export(pem));
  const environment = (keys: string) => ({
    HEBDO_HOME: newsroom.home,
    HEBDO_TEMPLATES: newsroom.templates,
    HEBDO_SECRET: 'a-secret-for-tests-only-0123456789',
    DATABASE_URL: newsroom.databaseUrl,
    SMTP_URL: newsroom.relay.url,
    DKIM_KEYS: keys,
  });
  const hebdo = (keys: string, ...args: readonly string[]) => runProgram(args, environment(keys));
  const keys = `lacalanque.example:s2026:${files.rsa},lacalanque.example:ed:${files.ed}`;

  const refused = await hebdo(`elsewhere.example:s2026:${files.rsa}`, 'send', 'lhebdo');
  expect([refused.code, refused.stdout]).toEqual([
    3,
    expect.stringMatching(/DKIM_KEYS has no active key for lacalanque.example/),
  ]);
  expect(newsroom.relay.arrived).toEqual([]);
  const worker = startProgram(['worker'], environment(`elsewhere.example:s2026:${files.rsa}`));
  await worker.says(/no active key for lacalanque\.example.*cannot be signed/);
  await worker.says(/Hebdo is up/);
  worker.process.kill('SIGTERM');
  expect((await worker.ended).code).toBe(0);

  const { findings } = JSON.parse((await hebdo(keys, 'doctor', '--json')).stdout) as {
    findings: { about: string; fix?: string }[];
  };
  const records = new Map(
    findings.flatMap(({ about, fix }) => {
      const [, name, record] = /^Publish a TXT record at (\S+): (.+)$/.exec(fix ?? '') ?? [];
      return about === 'DKIM' && name && record ? [[name, record] as const] : [];
    }),
  );
  expect([...records.keys()]).toEqual([
    's2026._domainkey.lacalanque.example',
    'ed._domainkey.lacalanque.example',
  ]);

  expect((await hebdo(keys, 'send', 'lhebdo')).code).toBe(0);
  for (const { raw } of newsroom.relay.arrived.slice(0, 3)) {
    const { results } = await dkimVerify(raw, {
      resolver: async (name: string) => [[records.get(name) ?? '']],
    });
    expect(results.map(({ status }) => [status.result, status.aligned])).toEqual([
      ['pass', 'lacalanque.example'],
      ['pass', 'lacalanque.example'],
    ]);
  }
}, 240_000);
