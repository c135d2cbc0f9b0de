/** Several ask for the same change of one reader at the same instant: it happens once, and its proof stands once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubscriberId } from '../../../src/audience/ids.ts';
import { comeBack, leave } from '../../../src/audience/subscription.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { changeSubscription } from '../../../src/world/db/subscribers.ts';
import { openTestDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const secret = 'a secret of at least thirty-two characters';
const at = new Date('2026-11-24T07:00:00Z');

async function subscribed(name: string): Promise<SubscriberId> {
  const { rows } = await database.pool.query<{ id: SubscriberId }>(
    'insert into subscribers (email, email_key, created_at) values ($1, $1, $2) returning id',
    [`${name}@example.org`, at],
  );
  const subscriberId = rows[0]?.id as SubscriberId;
  await changeSubscription(
    database.db,
    secret,
    { subscriberId, newsletter: 'lhebdo', source: 'a page', at },
    comeBack,
  );
  return subscriberId;
}

/** All of them wait for the reader's row before the first one may go on. */
async function atOnce(id: SubscriberId, times: number, step: () => Promise<unknown>): Promise<void> {
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('select from subscribers where id = $1 for update', [id]);
  const under = Array.from({ length: times }, step);
  await expect
    .poll(async () => {
      const { rowCount } = await database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rowCount;
    })
    .toBe(times);
  await holder.query('commit');
  holder.release();
  await Promise.all(under);
}

it('one departure that is told three times at once leaves one receipt', async () => {
  const subscriberId = await subscribed('marie');
  const what = { subscriberId, newsletter: 'lhebdo', source: 'one-click unsubscribe (RFC 8058)', at };
  await atOnce(subscriberId, 3, () => changeSubscription(database.db, secret, what, leave));
  const { rows } = await database.pool.query(
    'select action from consent_receipts where subscriber_id = $1 order by id',
    [subscriberId],
  );
  expect(rows).toEqual([{ action: 'granted' }, { action: 'withdrawn' }]);
});

it('and so does one return', async () => {
  const subscriberId = await subscribed('luc');
  const what = { subscriberId, newsletter: 'lhebdo', source: 'a page', at };
  await changeSubscription(database.db, secret, what, leave);
  await atOnce(subscriberId, 3, () => changeSubscription(database.db, secret, what, comeBack));
  const { rows } = await database.pool.query(
    'select action from consent_receipts where subscriber_id = $1 order by id',
    [subscriberId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['granted', 'withdrawn', 'granted']);
});
