import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineMachine } from '../../src/app/doctor/machine.ts';
import { examineReturns } from '../../src/app/doctor/returns.ts';
import { type Configuration, parseEnvironment } from '../../src/config/environment.ts';
import { lastingPort } from '../../src/world/port.ts';

const now = new Date('2026-11-26T08:00:00Z');

function configurationOf(environment: Record<string, string>): Configuration {
  const parsed = parseEnvironment(environment, tmpdir());
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return parsed.configuration;
}

test('a home that the first start will make hides no finding of the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-doctor-'));
  const environment = { HEBDO_HOME: join(folder, 'not', 'yet'), HEBDO_SECRET: 's'.repeat(32) };
  const findings = await examineMachine(configurationOf(environment), now);
  await rm(folder, { recursive: true });
  expect(findings.map(({ about }) => about)).toEqual(['disk', 'secret', 'PUBLIC_URL', 'time zones']);
  expect(findings.filter(({ about, level }) => about !== 'disk' && level === 'fault')).toEqual([]);
});

test.each([
  ['smtps://smtp.example.org', 'fault'],
  ['smtp://127.0.0.1:1025', 'warn'],
])('without PUBLIC_URL a relay at %s is a %s', async (relay, level) => {
  const findings = await examineMachine(configurationOf({ SMTP_URL: relay, HEBDO_HOME: tmpdir() }), now);
  expect(findings.find(({ about }) => about === 'PUBLIC_URL')).toMatchObject({ level });
});

test('nowhere to hear returns is pointed out', async () => {
  expect(await examineReturns(configurationOf({}), now)).toEqual([
    expect.objectContaining({ level: 'warn', fix: expect.stringMatching(/IMAP_URL or BOUNCE_LISTEN/) }),
  ]);
});

test('a bounce mailbox that does not answer is a fault, and its password is not told', async () => {
  const port = await lastingPort();
  const findings = await examineReturns(
    configurationOf({ IMAP_URL: `imap://bounces:hunter2@127.0.0.1:${port}` }),
    now,
  );
  expect(findings).toEqual([
    expect.objectContaining({
      level: 'fault',
      message: expect.stringMatching(/could not be opened.*ECONNREFUSED/),
    }),
  ]);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('a listener for returns: whether it is there, and whether its certificate can be used', async () => {
  const port = await lastingPort();
  const environment = { BOUNCE_LISTEN: `127.0.0.1:${port}` };
  const levels = async (more: Record<string, string> = {}) =>
    (await examineReturns(configurationOf({ ...environment, ...more }), now)).map(({ level }) => level);
  expect(await levels()).toEqual(['warn']);
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  expect(await levels()).toEqual(['ok']);
  const files = { BOUNCE_TLS_CERT: '/nowhere/cert.pem', BOUNCE_TLS_KEY: '/nowhere/key.pem' };
  expect(await levels(files)).toEqual(['fault', 'ok']);
  await new Promise((closed) => server.close(closed));
});
