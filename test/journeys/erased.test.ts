/** Erased while everything runs, on each queue: the address is in no table, no key of Redis and no log; only its keyed hash stays. */
import { Redis } from 'ioredis';
import PostalMime from 'postal-mime';
import { expect, it, vi } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import { connectDatabase } from '../../src/world/db/database.ts';
import { everything } from '../site/tables.ts';
import { emptyRedis } from '../support/backends.ts';
import { makeReadyToSend, openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import { everythingInRedis } from '../support/redis-contents.ts';

const secret = 'a-secret-for-tests-only-0123456789';
const readers = 12;

it.concurrent.each([
  { name: 'PostgreSQL', openRedis: async () => null },
  { name: 'Redis', openRedis: emptyRedis },
])(
  'a reader who erases themselves leaves no trace, with the queue on $name',
  async ({ name, openRedis }) => {
    const redis: string | null = await openRedis();
    await using newsroom = await openTestNewsroom(
      {},
      { LOG_LEVEL: 'debug', ...(redis && { REDIS_URL: redis }) },
    );
    await makeReadyToSend(newsroom, readers);
    await using database = connectDatabase(newsroom.databaseUrl, { connections: 2, onError: () => {} });
    const { rows } = await database.pool.query(
      `select email from subscribers join subscriptions on subscriber_id = id
       where newsletter = 'lhebdo' and state = 'active' order by id limit 1`,
    );
    const address: string = rows[0].email;
    await quoteInEachFault(database.pool, address);

    const up = newsroom.start('up');
    await up.says(/http:\/\/127\.0\.0\.1:\d+/);
    await up.says(/"job":"tidy".*"msg":"job failed"/);
    await database.pool.query('drop trigger quote_row on sign_ups');
    const sent = await newsroom.hebdo('send', 'lhebdo');
    expect([0, 4], sent.stderr).toContain(sent.code);
    const own = await ownLinks(newsroom, address);
    await listenNowhere(newsroom);
    await post(own.unsubscribe, { 'List-Unsubscribe': 'One-Click' });
    await post(`${newsroom.publicUrl}/s/lhebdo`, { email: address, newsletter: 'lhebdo' });
    const { pool } = database;
    await vi.waitFor(
      async () => expect((await pool.query('select from webhook_attempts')).rowCount).toBeGreaterThan(0),
      { timeout: 60_000, interval: 100 },
    );

    // What is searched afterwards does hold the address before, and the queue's words are read.
    const queue = async () => (redis ? everythingInRedis(redis) : everything(database.db));
    expect(await everything(database.db)).toContain(address);
    expect(await queue()).toContain('database: the row of …@… is broken');
    await post(`${own.preferences}/erase`, { action: 'erase' });
    up.process.kill('SIGTERM');
    const ended = await up.ended;

    for (const [place, text] of Object.entries({
      tables: await everything(database.db),
      redis: redis ? await everythingInRedis(redis) : '',
      'log of up': ended.stdout + ended.stderr,
      'log of send': sent.stdout + sent.stderr,
    }))
      expect(text.toLowerCase().includes(address.toLowerCase()), `${place}, queue on ${name}`).toBe(false);
    const hash = emailHash(secret, address.toLowerCase() as EmailKey).toString('hex');
    expect(await everything(database.db)).toContain(hash);
  },
  240_000,
);

it('the search finds a word in whatever Redis can hold', async () => {
  const url = await emptyRedis();
  const client = new Redis(url);
  await client.set('a string', 'x needle1 x');
  await client.hset('a hash', { failedReason: 'needle2', needle3: '1' });
  await client.rpush('a list', 'needle4');
  await client.sadd('a set', 'needle5');
  await client.zadd('a sorted set', 1, 'needle6');
  await client.xadd('a stream', '*', 'event', 'needle7');
  await client.set('needle8', '1');
  client.disconnect();
  const found = await everythingInRedis(url);
  for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) expect(found).toContain(`needle${at}`);
});

type Pool = ReturnType<typeof connectDatabase>['pool'];

/** A server that quotes a row in its error: what a job keeps of its failure must not quote it. */
async function quoteInEachFault(pool: Pool, address: string): Promise<void> {
  await pool.query(`create function quote_row() returns trigger language plpgsql as $$
    begin raise exception 'database: the row of ${address} is broken'; end $$`);
  await pool.query(
    'create trigger quote_row before delete on sign_ups for each statement execute function quote_row()',
  );
}

async function ownLinks({ relay, publicUrl }: TestNewsroom, address: string) {
  const letter = relay.arrived.find(({ to }) => to === address);
  const { html = '' } = await PostalMime.parse(letter?.raw ?? '');
  const link = (of: 'u' | 'p') => new RegExp(`${publicUrl}/${of}/[\\w-]+`).exec(html)?.[0] ?? `no /${of}/`;
  return { unsubscribe: link('u'), preferences: link('p') };
}

/** A webhook that wants addresses, at a place where nobody listens: its messages wait. */
async function listenNowhere({ hebdo, publicUrl }: TestNewsroom): Promise<void> {
  const scopes = ['--scope', 'webhooks', '--scope', 'subscribers:read'];
  const { token } = JSON.parse((await hebdo('tokens', 'add', 'crm', ...scopes, '--json')).stdout);
  const answer = await fetch(`${publicUrl}/api/v1/webhooks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      url: 'http://127.0.0.1:9/',
      events: ['subscriber.unsubscribed', 'subscriber.erased'],
      with_address: true,
    }),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

async function post(url: string, fields: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  expect(answer.status, url.replace(/\/\w{10,}/, '/…')).toBe(200);
}
