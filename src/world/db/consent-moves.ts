/** A reader's consents under the address that they move to. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Agreed } from '../../audience/wording.ts';
import { proofOf, writeReceipts } from './consent.ts';
import type { Db } from './database.ts';

/** The proof of each consent stands under that address too; letters that bounced at the one before come again. */
export async function consentsThere(
  transaction: Db,
  {
    id,
    hash,
    at,
    source,
    agreed,
  }: {
    readonly id: SubscriberId;
    readonly hash: Buffer;
    readonly at: Date;
    readonly source: string;
    readonly agreed: Agreed;
  },
): Promise<void> {
  const { rows } = await sql<{ newsletter: string }>`
    update subscriptions set state = 'active' where subscriber_id = ${id} and state in ('active', 'bounced')
    returning newsletter`.execute(transaction);
  const proof = await proofOf(transaction, agreed, at);
  const receipt = { subscriberId: id, emailHash: hash, action: 'granted' as const, at, source, proof };
  await writeReceipts(
    transaction,
    rows.map(({ newsletter }) => ({ ...receipt, newsletter })),
  );
}
