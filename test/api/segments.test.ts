/** Segments by the API: made, changed, counted, named by each other; and trees that are none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, openApiRoom } from './room.ts';

let room: ApiRoom;
let token: string;
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token(['segments', 'subscribers:read']);
  const { pool } = room.room.app.world.database;
  await pool.query(
    `insert into subscribers (email, email_key, commune, premium, created_at)
     select 'r' || n || '@example.org', 'r' || n || '@example.org', case when n % 2 = 0 then 'arles' end, n <= 3, now()
     from generate_series(1, 10) n`,
  );
  await pool.query(
    `insert into subscriptions (subscriber_id, newsletter, state, since)
     select id, case when id <= 8 then 'lhebdo' else 'autre' end, 'active', now() from subscribers`,
  );
}, 120_000);
afterAll(() => room[Symbol.asyncDispose]());

const arles = { kind: 'commune', commune: 'arles' };
const premium = { kind: 'premium', premium: true };
const named = (segment: string) => ({ kind: 'segment', segment });
const make = (name: string, tree: unknown, own = token) =>
  room.call('POST', '/segments', { token: own, body: { name, title: `Segment ${name}`, tree } });
const ask = (method: string, path: string, body?: unknown, own = token) =>
  room.call(method, path, { token: own, ...(body !== undefined && { body }) });

it.each(['0000-01-01', '0001-01-01', '1899-12-31', '3000-01-01', '9999-12-31'])(
  'of the day %s is refused before it is kept: nobody signed up then, and PostgreSQL knows no year 0',
  async (day) => {
    for (const bound of ['from', 'before']) {
      const tree = { kind: 'signed_up', [bound]: day };
      for (const answer of [await make('year0', tree), await ask('POST', '/segments/count', { tree })]) {
        expect(answer.status).toBe(422);
        expect(answer.json.errors).toEqual([
          { field: `#/tree/${bound}`, detail: 'must be a day of the years 1900 to 2999' },
        ]);
      }
    }
    expect((await ask('GET', '/segments/year0/count')).status).toBe(404);
  },
);

it('is made, read, counted, changed and removed', async () => {
  expect((await make('arles', arles)).status).toBe(201);
  expect((await make('arles', arles)).status).toBe(409);
  expect((await ask('GET', '/segments/arles/count')).json).toEqual({
    readers: 5,
    receiving: { autre: 1, lhebdo: 4 },
  });
  const tree = { kind: 'all', of: [arles, { kind: 'not', of: premium }] };
  expect((await ask('PUT', '/segments/arles', { title: 'Arles sans abonnés', tree })).json.tree).toEqual(
    tree,
  );
  expect((await ask('GET', '/segments/arles/count')).json.readers).toBe(4);
  expect((await ask('GET', '/segments')).json.data.map(({ name }: { name: string }) => name)).toEqual([
    'arles',
  ]);
  const listed = await ask('GET', '/subscribers?segment=arles&limit=3');
  expect(listed.json.data.map(({ id }: { id: number }) => id)).toEqual([4, 6, 8]);
  expect((await ask('GET', `/subscribers?segment=arles&after=${listed.json.next}`)).json.data).toHaveLength(
    1,
  );
  expect((await ask('DELETE', '/segments/arles')).status).toBe(204);
  for (const [method, path, body] of [
    ['GET', '/segments/arles'],
    ['GET', '/segments/arles/count'],
    ['DELETE', '/segments/arles'],
    ['PUT', '/segments/arles', { title: 'x', tree }],
  ] as const)
    expect((await ask(method, path, body)).status).toBe(404);
  expect((await ask('GET', '/subscribers?segment=arles')).json.errors[0].field).toBe('?segment');
});

it('is counted before it is kept', async () => {
  const before = await room.tables();
  expect(
    (await ask('POST', '/segments/count', { tree: { kind: 'any', of: [arles, premium] } })).json.readers,
  ).toBe(7);
  expect(await room.tables()).toBe(before);
});

it('a commune is that of who lives there, and of who follows it beside their own', async () => {
  const { pool } = room.room.app.world.database;
  const count = async () => (await ask('POST', '/segments/count', { tree: arles })).json.readers;
  expect(await count()).toBe(5);
  // One who lives there follows it too, and counts once.
  await pool.query("update subscribers set more_communes = '{cassis,arles}' where id in (1, 2, 3)");
  expect(await count()).toBe(7);
  await pool.query("update subscribers set more_communes = '{}'");
});

describe('segments that name each other', () => {
  it('stay whole: no circle, nothing missing, nothing taken away that another one needs', async () => {
    await make('payers', premium);
    await make('others', { kind: 'not', of: named('payers') });
    expect((await ask('GET', '/segments/others/count')).json.readers).toBe(7);
    const used = await ask('DELETE', '/segments/payers');
    expect([used.status, used.json.detail]).toEqual([409, 'It is used by segment others.']);
    const round = await ask('PUT', '/segments/payers', { title: 'x', tree: named('others') });
    expect([round.status, round.json.errors[0].field]).toEqual([422, '#/tree']);
    expect(round.json.detail).toContain('payers → others → payers');
    expect((await make('self', named('self'))).status).toBe(422);
    expect((await make('lost', named('nobody'))).json.detail).toContain('there is no segment «nobody»');
  });

  it('changed at the same moment cannot come to contain each other', async () => {
    await make('left', premium);
    await make('right', arles);
    const told = await Promise.all([
      ask('PUT', '/segments/left', { title: 'x', tree: named('right') }),
      ask('PUT', '/segments/right', { title: 'x', tree: named('left') }),
    ]);
    expect(told.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

it('a token limited to a newsletter counts its readers alone, and changes nothing that all share', async () => {
  const limited = await room.token(['segments', 'subscribers:read'], ['autre']);
  await make('everyone', { kind: 'any', of: [premium, { kind: 'not', of: premium }] });
  expect((await ask('GET', '/segments/everyone/count', undefined, limited)).json).toEqual({
    readers: 2,
    receiving: { autre: 2 },
  });
  expect((await make('mine', premium, limited)).status).toBe(403);
  expect((await ask('PUT', '/segments/everyone', { title: 'x', tree: premium }, limited)).status).toBe(403);
  expect((await ask('DELETE', '/segments/everyone', undefined, limited)).status).toBe(403);
});

it.each([
  ['SQL', 'true) or exists (select from pg_sleep(5)) --'],
  ['a word of SQL for a commune', { kind: 'commune', commune: "x' or '1'='1" }],
  ['NUL', { kind: 'attribute', name: 'job', test: 'is', value: '\u0000' }],
  ['half a character', { kind: 'attribute', name: 'job', test: 'is', value: '\ud800' }],
  ['no end', JSON.parse(`${'{"kind":"not","of":'.repeat(50)}${JSON.stringify(premium)}${'}'.repeat(50)}`)],
  [
    'too much',
    { kind: 'any', of: Array.from({ length: 4 }, () => ({ kind: 'any', of: Array(99).fill(premium) })) },
  ],
])('a tree with %s is refused, and changes nothing', async (_what, tree) => {
  const before = await room.tables();
  for (const [path, body] of [
    ['/segments', { name: 'bad', title: 'bad', tree }],
    ['/segments/count', { tree }],
  ] as const)
    expect([400, 422]).toContain((await ask('POST', path, body)).status);
  expect(await room.tables()).toBe(before);
});

it('a body of ten thousand brackets is refused without being followed', async () => {
  const body = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const told = await ask('POST', '/segments/count', body);
  expect([told.status, told.json.detail]).toEqual([400, 'The body is nested more than 64 levels deep.']);
});
