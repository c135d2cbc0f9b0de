/** Receipts are proof: the database itself refuses to change them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubscriberId } from '../../../src/audience/ids.ts';
import { writeReceipts } from '../../../src/world/db/consent.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { openTestDatabase } from '../../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  await sql`insert into subscribers (email, email_key, created_at) values ('a@example.org', 'a@example.org', now())`.execute(
    database.db,
  );
  const subscriberId = 1 as SubscriberId;
  const receipt = {
    subscriberId,
    newsletter: 'lhebdo',
    action: 'granted',
    at: new Date(),
    source: 'page',
  } as const;
  await writeReceipts(database.db, [{ ...receipt, emailHash: Buffer.alloc(32) }]);
});
afterAll(() => database[Symbol.asyncDispose]());

it.each([
  `update consent_receipts set action = 'withdrawn'`,
  `update consent_receipts set at = now() + interval '1 second'`,
  `update consent_receipts set subscriber_id = null, source = 'elsewhere'`,
  'delete from consent_receipts',
  'truncate consent_receipts',
  'truncate subscribers cascade',
])('%s is refused', async (statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('append-only');
});

it('when the person is erased the receipt stays, without them', async () => {
  await sql`delete from subscribers`.execute(database.db);
  const { rows } = await sql`select subscriber_id, action, source from consent_receipts`.execute(database.db);
  expect(rows).toEqual([{ subscriber_id: null, action: 'granted', source: 'page' }]);
});
