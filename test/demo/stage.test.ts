import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseEnvironment } from '../../src/config/environment.ts';
import { openStage } from '../../src/demo/stage.ts';
import { freePort } from '../../src/world/port.ts';

const realThings = {
  DATABASE_URL: 'postgres://hebdo:real@db.example.org/hebdo',
  REDIS_URL: 'redis://queue.example.org',
  SMTP_URL: 'smtps://hebdo:real@smtp.example.org',
  IMAP_URL: 'imaps://bounces:real@imap.example.org/INBOX',
  PUBLIC_URL: 'https://lettres.example.org',
  HEBDO_HOME: '/srv/hebdo/.hebdo',
};

test('a demo reaches nothing that the shell names: database, queue, relay, mailbox, site, home', async () => {
  const stage = await openStage({ templates: 'templates', ownFeeds: [], now: new Date() });
  const parsed = parseEnvironment({ ...realThings, ...stage.environment }, '/');
  await stage[Symbol.asyncDispose]();
  expect(JSON.stringify(parsed)).not.toContain('example.org');
  expect(parsed).toMatchObject({
    kind: 'configuration',
    configuration: { home: stage.home, database: { kind: 'embedded' }, queue: { kind: 'postgres' } },
  });
  expect(existsSync(stage.home)).toBe(false);
});

test('its site listens on the port of HEBDO_PORT, which is what a message of a taken port advises', async () => {
  const request = { templates: 'templates', ownFeeds: [], now: new Date() };
  const portOf = async (port: string) => {
    await using stage = await openStage({ ...request, port });
    const parsed = parseEnvironment({ ...stage.environment }, '/');
    if (parsed.kind !== 'configuration') throw new Error(JSON.stringify(parsed.faults));
    const { port: heard, publicUrl } = parsed.configuration;
    expect(publicUrl).toBe(`http://127.0.0.1:${heard}`);
    return heard;
  };
  const port = await freePort(0);
  expect(await portOf(String(port))).toBe(port);
  expect(await portOf('0')).toBeGreaterThan(0);
});
