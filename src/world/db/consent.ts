/** Consent receipts: who agreed to what, when, from where. Written once, never changed. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';

export type ConsentReceipt = {
  readonly subscriberId: SubscriberId;
  readonly emailHash: Buffer;
  readonly newsletter: string;
  readonly action: 'granted' | 'withdrawn';
  readonly at: Date;
  /** Where the choice was made: a page, an import and its file, a command. */
  readonly source: string;
};

/** Adds receipts for the purpose «newsletter», in one statement. */
export async function writeReceipts(db: Db, receipts: readonly ConsentReceipt[]): Promise<void> {
  const column = <Key extends keyof ConsentReceipt>(key: Key) => receipts.map((receipt) => receipt[key]);
  await sql`
    insert into consent_receipts (subscriber_id, email_hash, newsletter, purpose, action, at, source)
    select id, hash, newsletter, 'newsletter', action, at, source
    from unnest(${column('subscriberId')}::bigint[], ${column('emailHash')}::bytea[],
      ${column('newsletter')}::text[], ${column('action')}::text[],
      ${column('at')}::timestamptz[], ${column('source')}::text[])
      as given(id, hash, newsletter, action, at, source)`.execute(db);
}
