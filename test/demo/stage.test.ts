import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseEnvironment } from '../../src/config/environment.ts';
import { openStage } from '../../src/demo/stage.ts';

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
