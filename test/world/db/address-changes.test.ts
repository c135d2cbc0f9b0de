/** A move and the way back from another one, asked for at the same instant: each ends, and the reader is in one place. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choiceWording } from '../../../src/audience/choice-wording.ts';
import type { SubscriberId } from '../../../src/audience/ids.ts';
import { moveReader } from '../../../src/world/db/address-changes.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { takeMoveBack } from '../../../src/world/db/way-back.ts';
import { openTestDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const secret = 'a secret of at least thirty-two characters';
const at = new Date('2026-11-24T07:00:00Z');
const agreed = {
  wording: choiceWording('move', { paper: 'La Calanque', titles: [] }, 'fr'),
  network: null,
};
const token = (id: SubscriberId) => Buffer.from(`move ${id}`);
const move = (id: SubscriberId) => moveReader(database.db, secret, { token: token(id), agreed }, at);
const takeBack = (id: SubscriberId) => takeMoveBack(database.db, secret, { id, agreed }, at);

/** Moved from `old` to `new` a moment ago; a request to move on to `next` slipped in beside it. */
async function moved(name: string): Promise<SubscriberId> {
  const { pool } = database;
  const address = (place: string) => `${name}@${place}.example.org`;
  const { rows } = await pool.query<{ id: SubscriberId }>(
    'insert into subscribers (email, email_key, created_at) values ($1, $1, $2) returning id',
    [address('new'), at],
  );
  const id = rows[0]?.id as SubscriberId;
  await pool.query(
    "insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'lhebdo', 'active', $2)",
    [id, at],
  );
  await pool.query(
    `insert into moved_addresses (subscriber_id, newsletter, language, email, email_key, until)
     values ($1, 'lhebdo', 'fr', $2, $2, $3::timestamptz + interval '7 days')`,
    [id, address('old'), at],
  );
  await pool.query(
    `insert into address_changes (token_hash, subscriber_id, newsletter, language, email, email_key, asked_at, expires_at)
     values ($1, $2, 'lhebdo', 'fr', $3, $3, $4, $4::timestamptz + interval '2 days')`,
    [token(id), id, address('next'), at],
  );
  return id;
}

const waiting = async (count: number) =>
  expect
    .poll(async () => {
      const { rowCount } = await database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rowCount;
    })
    .toBe(count);

/** Holds the reader until both wait for the same row, the first one longer. */
async function atOnce(id: SubscriberId, steps: readonly ((id: SubscriberId) => Promise<{ kind: string }>)[]) {
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('select from subscribers where id = $1 for update', [id]);
  const under: Promise<{ kind: string }>[] = [];
  for (const step of steps) {
    under.push(step(id));
    await waiting(under.length);
  }
  await holder.query('commit');
  holder.release();
  return Promise.allSettled(under);
}

it.each([
  ['the way back first', [takeBack, move]],
  ['the move first', [move, takeBack]],
] as const)('neither waits for the other for ever: %s', async (order, steps) => {
  for (let round = 0; round < 12; round++) {
    const name = `reader${round}.${order.replaceAll(' ', '-')}`;
    const id = await moved(name);
    const settled = await atOnce(id, steps);
    const kinds = settled.map((one) => (one.status === 'fulfilled' ? one.value.kind : `${one.reason}`));
    expect(kinds.toSorted()).toEqual(['back', 'over']);
    const { rows } = await database.pool.query(
      'select email, (select count(*)::int from address_changes where subscriber_id = id) as waiting from subscribers where id = $1',
      [id],
    );
    expect(rows).toEqual([{ email: `${name}@old.example.org`, waiting: 0 }]);
  }
});

it('nor where nobody makes them wait', async () => {
  const readers = await Promise.all(Array.from({ length: 40 }, (_, at) => moved(`free${at}`)));
  for (const id of readers) {
    const settled = await Promise.all([move(id), takeBack(id)]);
    expect(settled.map(({ kind }) => kind)).toEqual(['over', 'back']);
  }
});

it('the way back, pressed twice at once, is gone once: one receipt, and the second press is told so', async () => {
  const id = await moved('pressed-twice');
  const settled = await atOnce(id, [takeBack, takeBack]);
  const kinds = settled.map((one) => (one.status === 'fulfilled' ? one.value.kind : `${one.reason}`));
  expect(kinds.toSorted()).toEqual(['already', 'back']);
  const { rows } = await database.pool.query('select action from consent_receipts where subscriber_id = $1', [
    id,
  ]);
  expect(rows).toEqual([{ action: 'granted' }]);
});
