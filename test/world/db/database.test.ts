/** A database that says nothing any more, without closing a connection: as a host that vanished, or a network that swallows. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import {
  answeredWithin,
  connectDatabase,
  type Database,
  type Lending,
} from '../../../src/world/db/database.ts';
import { migrate } from '../../../src/world/db/migrate.ts';
import { changePaces } from '../../../src/world/db/paces.ts';
import { createDatabase } from '../../support/database.ts';
import { type Line, openLine } from '../../support/line.ts';

let line: Line;
let database: Database;

const open = (url: string, connectMs = 30_000) =>
  connectDatabase(url, { connections: 2, onError: () => {}, connectMs });
/** By somebody who waits a second for a connection, as the others would for a busy machine's. */
const openHastily = () => open(database.url, 1_000);
/** Who waits for an answer that comes, also on a busy machine. */
const patiently = () => answeredWithin(database.pool, 30_000);
const hastily = () => answeredWithin(database.pool, 200);

beforeEach(async () => {
  const url = new URL(await createDatabase());
  line = await openLine(Number(url.port));
  url.port = String(line.port);
  database = open(url.href);
});
afterEach(async () => {
  line.speakAgain();
  await database[Symbol.asyncDispose]();
  await line[Symbol.asyncDispose]();
});

it('a statement that letters wait for fails, and its connection is not lent again', async () => {
  expect((await patiently().query('select $1::int as one', [1])).rows).toEqual([{ one: 1 }]);
  line.fallSilent();
  await expect(hastily().query('select 2 as two')).rejects.toThrow(/timeout/i);
  await expect.poll(line.givenUp).toBe(1);
  line.speakAgain();
  expect((await patiently().query({ name: 'named', text: 'select 3 as three' })).rows).toEqual([
    { three: 3 },
  ]);
});

it('a transaction fails as a whole, and frees its connection', async () => {
  await migrate(database.db);
  const take = (asked: Lending) =>
    changePaces(asked, ['gmail'], (paces) => ({ buckets: new Map(), result: paces.length }));
  expect(await take(patiently())).toBe(1);
  line.fallSilent();
  await expect(take(hastily())).rejects.toThrow(/timeout/i);
  line.speakAgain();
  expect(await take(patiently())).toBe(1);
  expect(database.pool.idleCount).toBe(database.pool.totalCount);
});

it('a server that takes a connection and does not greet is not waited for', async () => {
  line.fallSilent();
  await using hasty = openHastily();
  await expect(hasty.pool.query('select 1')).rejects.toThrow('let nobody in');
  line.speakAgain();
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('a long statement is waited for where it is asked of the pool itself', async () => {
  const slow = 'select pg_sleep(0.5), 1 as one';
  await expect(answeredWithin(database.pool, 100).query(slow)).rejects.toThrow(/timeout/i);
  expect((await database.pool.query(slow)).rows).toMatchObject([{ one: 1 }]);
});

it('who gets no connection is told whether all are at work or the server is silent, and what to do', async () => {
  await using hasty = openHastily();
  const { pool } = hasty;
  const held = await Promise.all([pool.connect(), pool.connect()]);
  const busy =
    /^All 2 connections of this program to the database postgres.* were at work for 1 s.*pg_stat_activity/;
  await expect(pool.query('select 1')).rejects.toThrow(busy);
  await expect(answeredWithin(pool, 200).connect()).rejects.toThrow(busy);
  for (const one of held) one.release(true);
  line.fallSilent();
  await expect(pool.query('select 1')).rejects.toThrow(
    /^The database postgres.* let nobody in for 1 s\. Check/,
  );
});

it('who meets a server that is full is told so', async () => {
  const role = `few_${randomBytes(4).toString('hex')}`;
  await database.pool.query(`create role ${role} login password 'few' connection limit 1`);
  const url = new URL(database.url);
  Object.assign(url, { username: role, password: 'few' });
  const few = connectDatabase(url.href, { connections: 2, onError: () => {} });
  const held = await few.pool.connect();
  await expect(few.pool.query('select 1')).rejects.toThrow(
    /^The database postgres(ql)?:\/\/few_.* has no connection left for us \(too many connections for role.*REDIS_URL/,
  );
  held.release();
  await few[Symbol.asyncDispose]();
  await database.pool.query(`drop role ${role}`);
});

it('takes the password from PGPASSWORD where the address has none, whatever characters it has', async () => {
  const address = new URL(await createDatabase());
  const [role, password] = [`odd_${randomBytes(4).toString('hex')}`, 'a/b#c?d@e:f%20'];
  await using owner = connectDatabase(address.href, { connections: 1, onError: () => {} });
  await owner.pool.query(`create role ${role} login password '${password}'`);
  Object.assign(address, { username: role, password: '' });
  const whoAmI = async () => {
    await using database = connectDatabase(address.href, { connections: 1, onError: () => {} });
    return (await database.pool.query('select current_user as me')).rows;
  };
  vi.stubEnv('PGPASSWORD', 'another');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(whoAmI()).rejects.toThrow();
  vi.stubEnv('PGPASSWORD', password);
  expect(await whoAmI()).toEqual([{ me: role }]);
});
