/** Every address of the API, with every scope: who may not is refused, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { type Scope, scopes } from '../../src/desk/api-token.ts';
import { type ApiRoom, openApiRoom } from './room.ts';

let room: ApiRoom;
const tokens = new Map<Scope, string>();
beforeAll(async () => {
  room = await openApiRoom();
  for (const scope of scopes) tokens.set(scope, await room.token([scope]));
  const consent = { given_at: '2026-01-01T10:00:00Z', source: 'papier' };
  const body = { email: 'marie@example.org', newsletters: ['lhebdo'], consent };
  await room.call('POST', '/subscribers', { token: tokens.get('subscribers:consent') ?? '', body });
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

const table = Object.entries(routes).map(([name, { method, path, scope }]) => ({
  name,
  method,
  scope: scope as Scope | 'open',
  path: path.replace(/:name/, 'nobody').replace(/:\w+/g, '1'),
}));
const bodyFor = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : {});

describe.each(table.filter(({ scope }) => scope !== 'open'))(
  '$method $path ($scope)',
  ({ method, path, scope }) => {
    it.each(scopes.filter((one) => one !== scope))('is refused to a token for %s', async (own) => {
      const before = await room.tables();
      const { status, json } = await room.call(method, path, {
        token: tokens.get(own) ?? '',
        body: bodyFor(method),
      });
      expect([status, json.type]).toEqual([403, expect.stringMatching(/#forbidden$/)]);
      expect(await room.tables()).toBe(before);
    });
  },
);

describe.each(table.filter(({ scope }) => scope !== 'open'))('$method $path', ({ method, path }) => {
  it('is refused without a token and with one that nobody made', async () => {
    const before = await room.tables();
    for (const headers of [
      {},
      { Authorization: 'Bearer' },
      { Authorization: `Bearer hebdo_${'A'.repeat(43)}` },
      { Authorization: "Bearer ' or 1=1 --" },
      { Authorization: 'Basic aGViZG86aGViZG8=' },
    ]) {
      const answer = await room.call(method, path, { headers, body: bodyFor(method) });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect(await room.tables()).toBe(before);
  });
});

it('a revoked token and an expired one open nothing', async () => {
  const { world } = room.room.app;
  const { makeApiToken } = await import('../../src/app/api-tokens.ts');
  const { revokeApiToken } = await import('../../src/world/db/api-tokens.ts');
  const wanted = { scopes: ['issues'] as const, newsletters: null };
  const soon = new Date(Date.now() + 60_000);
  const short = await makeApiToken(world, { ...wanted, name: 'short', expiresAt: soon });
  const long = await makeApiToken(world, { ...wanted, name: 'long', expiresAt: null });
  if (short.kind !== 'made' || long.kind !== 'made') throw new Error('not made');
  expect((await room.call('GET', '/issues', { token: long.token })).status).toBe(200);
  expect((await room.call('GET', '/issues', { token: short.token })).status).toBe(200);
  await revokeApiToken(world.database.db, 'LONG', new Date());
  expect((await room.call('GET', '/issues', { token: long.token })).status).toBe(401);
  await world.database.pool.query(
    "update api_tokens set expires_at = now() - interval '1 s' where name = 'short'",
  );
  const expired = await room.call('GET', '/issues', { token: short.token });
  expect([expired.status, expired.json.detail]).toEqual([401, 'This token has expired.']);
});

it('the database holds no token', async () => {
  const all = await room.tables();
  for (const token of tokens.values()) expect(all).not.toContain(token.slice('hebdo_'.length, -4));
});

it('a token may ask 600 times a minute, and is told what is left', async () => {
  const token = await room.token(['issues']);
  const first = await room.call('GET', '/issues', { token });
  expect(first.headers.get('ratelimit')).toMatch(/^"token";r=599;t=\d+$/);
  expect(first.headers.get('ratelimit-policy')).toBe('"token";q=600;w=60');
  await room.room.app.world.database.pool.query(
    'update api_token_uses set requests = 600 where requests < 3',
  );
  const refused = await room.call('GET', '/issues', { token });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
