/** Programs and the real program: a token made by command, a reader stated by HTTP, a webhook told by the running workers. */
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import type { Running } from '../support/program.ts';

let newsroom: TestNewsroom;
let up: Running;
let receiver: Server;
const told: string[] = [];

beforeAll(async () => {
  newsroom = await openTestNewsroom();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      told.push(JSON.parse(body).type);
      response.end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  up = newsroom.start('up');
  await up.says(/http:\/\/127\.0\.0\.1:\d+/);
}, 120_000);
afterAll(async () => {
  up?.process.kill('SIGTERM');
  await up?.ended;
  receiver?.closeAllConnections();
  receiver?.close();
  await newsroom?.[Symbol.asyncDispose]();
});

const run = async (...args: readonly string[]) => {
  const ended = await newsroom.hebdo(...args);
  return { code: ended.code, out: ended.stdout };
};
const ask = (token: string, method: string, path: string, body?: unknown) =>
  fetch(`${newsroom.publicUrl}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test('a token is made once, used, listed, and after its revocation opens nothing', async () => {
  const scopes = ['subscribers:read', 'subscribers:consent', 'webhooks'].flatMap((one) => ['--scope', one]);
  const made = await run('tokens', 'add', 'crm', ...scopes, '--newsletter', 'lhebdo', '--json');
  expect(made.code).toBe(0);
  const { token } = JSON.parse(made.out) as { token: string };
  expect((await run('tokens', 'add', 'CRM', '--scope', 'issues')).code).toBe(2);
  expect((await run('tokens', 'add', 'other', '--scope', 'everything')).code).toBe(2);

  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const hook = await ask(token, 'POST', '/webhooks', { url, events: ['subscriber.confirmed'] });
  expect(hook.status).toBe(201);
  const consent = { given_at: '2026-01-01T10:00:00Z', source: 'caisse' };
  const zoe = { email: 'zoe@example.org', newsletters: ['lhebdo'], consent, commune: 'arles' };
  expect((await ask(token, 'POST', '/subscribers', zoe)).status).toBe(201);
  await expect.poll(() => told, { timeout: 30_000 }).toEqual(['subscriber.confirmed']);

  expect((await run('webhooks')).out).toContain(`${url}: subscriber.confirmed; lhebdo; on`);
  const listed = await run('tokens', 'list');
  expect(listed.out).toMatch(/^crm \(….{4}\): subscribers:read, .*only lhebdo; last used \d{4}/);
  expect(listed.out).not.toContain(token);
  expect((await run('tokens', 'revoke', 'crm')).out).toContain('Revoked');
  expect((await ask(token, 'GET', '/subscribers')).status).toBe(401);
}, 120_000);

test('a segment of a file is counted, shown as that file, exported, and refused where it is none', async () => {
  const file = join(newsroom.home, 'segment.json');
  const segment = { title: 'Arles', tree: { kind: 'commune', commune: 'arles' } };
  await writeFile(file, JSON.stringify(segment));
  expect((await run('segments', 'add', 'arles', '--file', file)).out).toMatch(/^1 readers\n1 receive lhebdo/);
  expect(JSON.parse((await run('segments', 'show', 'arles')).out)).toEqual(segment);
  expect((await run('segments', 'list')).out).toContain('arles: Arles; 1 readers');
  const exported = await run('subscribers', 'export', '--segment', 'arles');
  expect(exported.out.trim().split('\r\n')).toEqual([
    expect.stringMatching(/^email,/),
    expect.stringMatching(/^zoe@example\.org,/),
  ]);
  expect((await run('subscribers', 'export', '--segment', 'nobody')).code).toBe(3);
  const whole = JSON.parse((await run('subscribers', 'export', '--email', 'zoe@example.org', '--whole')).out);
  expect(whole.tables).toMatchObject({
    subscribers: [{ email: 'zoe@example.org', commune: 'arles' }],
    consent_receipts: [{ action: 'granted' }],
  });
  expect((await run('subscribers', 'export', '--email', 'luc@example.org', '--whole')).code).toBe(3);
  expect((await run('subscribers', 'export', '--whole')).code).toBe(2);
  await writeFile(file, JSON.stringify({ title: 'x', tree: '1=1; drop table subscribers' }));
  const refused = await newsroom.hebdo('segments', 'add', 'sql', '--file', file);
  expect([refused.code, refused.stdout]).toEqual([2, expect.stringContaining('is no segment')]);
  expect((await run('segments', 'remove', 'arles')).out).toContain('Removed');
}, 120_000);
