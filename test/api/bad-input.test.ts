/** Rubbish at the API's door: every answer is a problem that says what is wrong, and nothing changes. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../src/api/body.ts';
import { type ApiRoom, openApiRoom } from './room.ts';

let room: ApiRoom;
let token: string;
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token(['subscribers:read', 'subscribers:write', 'issues', 'statistics']);
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

const good = { email: 'zoe@example.org', newsletters: ['lhebdo'] };
const wrong: readonly [string, unknown, string][] = [
  ['no address', { newsletters: ['lhebdo'] }, '#/email'],
  ['an address that is none', { ...good, email: 'zoe' }, '#/email'],
  ['a second line', { ...good, email: 'zoe@example.org\r\nBcc: a@example.org' }, '#/email'],
  ['65 characters before the @', { ...good, email: `${'a'.repeat(65)}@example.org` }, '#/email'],
  ['an emoji', { ...good, email: '🦊@example.org' }, '#/email'],
  ['a misspelt domain', { ...good, email: 'zoe@gmial.com' }, '#/email'],
  ['a shared mailbox', { ...good, email: 'contact@example.org' }, '#/email'],
  ['no newsletter', { ...good, newsletters: [] }, '#/newsletters'],
  ['an unknown newsletter', { ...good, newsletters: ['lhebdp'] }, '#/newsletters/0'],
  ['SQL for a newsletter', { ...good, newsletters: ["lhebdo'; drop table issues; --"] }, '#/newsletters/0'],
  ['a field nobody knows', { ...good, admin: true }, '#/admin'],
  ['__proto__', '{"email":"zoe@example.org","newsletters":["lhebdo"],"__proto__":{"x":1}}', '#/__proto__'],
  ['a detail without consent', { ...good, first_name: 'Zoé' }, '#/first_name'],
  ['a number for an address', { ...good, email: 1 }, '#/email'],
  ['an array', [good], '#/'],
  ['null', null, '#/'],
];

describe('a body', () => {
  it.each(wrong)('with %s names the field and changes nothing', async (_what, body, field) => {
    const before = await room.tables();
    const { status, json } = await room.call('POST', '/subscribers', {
      token,
      body: body === null ? 'null' : body,
    });
    expect([status, json.errors?.[0]?.field]).toEqual([422, field]);
    expect(await room.tables()).toBe(before);
  });

  it.each([
    ['no JSON', '{"email":', 400, 'application/json'],
    ['nothing', '', 400, 'application/json'],
    ['a form', 'email=zoe@example.org', 415, 'application/x-www-form-urlencoded'],
    ['text', '{}', 415, 'text/plain'],
    ['something large', `"${'a'.repeat(70_000)}"`, 413, 'application/json'],
  ])('that is %s is refused', async (_what, body, status, type) => {
    const headers = { 'Content-Type': type, Authorization: `Bearer ${token}` };
    const answer = await fetch(`${room.api}/subscribers`, { method: 'POST', body, headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ status, type: expect.stringContaining('/api/v1#') });
  });

  it('of 100 MB is refused before it is read', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${room.api}/subscribers`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Length': String(100 * 1024 * 1024) },
      });
      asked.on('response', (answer) => {
        resolve(answer.statusCode);
        asked.destroy();
      });
      asked.on('error', reject);
      asked.write('{');
    });
    expect(status).toBe(413);
  });

  it('of 100 MB that does not say how long it is, is cut where the limit is', async () => {
    const status = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(room.api);
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /api/v1/subscribers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        const piece = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
        for (let at = 0; at < 6; at++) socket.write(piece);
      });
      socket.once('data', (bytes) => {
        resolve(bytes.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.once('error', reject);
    });
    expect(status).toContain('413');
  });

  it('that comes too slowly is not waited for', async () => {
    const slow = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    });
    const asked = new Request('http://x/', { method: 'POST', body: slow, duplex: 'half' } as RequestInit);
    expect(await readBody(asked, 20)).toEqual({ kind: 'too_slow' });
  });
});

describe('an address', () => {
  it.each([
    ['/subscribers?limit=0', 422],
    ['/subscribers?limit=501', 422],
    ['/subscribers?limit=ten', 422],
    ['/subscribers?after=-1', 422],
    ["/subscribers?after=1'%20or%201=1", 422],
    ['/subscribers?limit=1&limit=2', 422],
    ['/subscribers?sort=email', 422],
    ['/subscribers?state=dead', 422],
    ['/subscribers/0', 404],
    ['/subscribers/1e3', 404],
    ['/subscribers/99999999999999999999', 404],
    ["/subscribers/1'--", 404],
    ['/subscribers/999999', 404],
    ['/issues/999999/statistics', 404],
    ['/issues/999999/edition', 404],
    ['/nothing', 404],
    ['/subscribers/', 404],
    ['/%2e%2e%2f%2e%2e%2fetc%2fpasswd', 404],
  ])('%s answers %i', async (path, status) => {
    const before = await room.tables();
    expect((await room.call('GET', path, { token })).status).toBe(status);
    expect(await room.tables()).toBe(before);
  });

  it('says which methods it takes', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/subscribers', 'GET, POST'],
      ['POST', '/issues', 'GET'],
      ['OPTIONS', '/issues', 'GET'],
    ] as const) {
      const answer = await fetch(`${room.api}${path}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    }
  });
});

it.each(['', 'a b', 'é', 'x'.repeat(256)])('the Idempotency-Key %j is refused', async (key) => {
  const before = await room.tables();
  const headers = { 'Idempotency-Key': key };
  expect((await room.call('POST', '/subscribers', { token, body: good, headers })).status).toBe(422);
  expect(await room.tables()).toBe(before);
});

it('no answer may be kept, framed or sniffed', async () => {
  for (const path of ['', '/openapi.json', '/issues', '/newsletters', '/nothing']) {
    const { headers } = await fetch(`${room.api}${path}`);
    expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
      'nosniff',
      'no-store',
    ]);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});
