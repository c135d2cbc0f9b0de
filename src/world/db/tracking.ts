/** A reader's choice about tracking, written together with its receipt. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import { emailHash } from '../../audience/email-hash.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { TrackingChange, TrackingPurpose } from '../../audience/tracking.ts';
import { proofOf, writeReceipts } from './consent.ts';
import type { Db } from './database.ts';

const columns = { open_tracking: 'track_opens', click_tracking: 'track_clicks' } as const satisfies Record<
  TrackingPurpose,
  string
>;

/** A choice that stands already writes nothing. */
export function changeTracking(
  db: Db,
  secret: string,
  subscriberId: SubscriberId,
  change: TrackingChange & { readonly at: Date },
): Promise<'changed' | 'already' | 'gone'> {
  const { purpose, granted, source, at } = change;
  const column = sql.raw(columns[purpose]);
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ key: EmailKey; stands: boolean }>`
      select email_key as key, ${column} as stands from subscribers where id = ${subscriberId} for update`.execute(
      transaction,
    );
    const [reader] = rows;
    if (reader === undefined) return 'gone';
    if (reader.stands === granted) return 'already';
    await sql`update subscribers set ${column} = ${granted}, contact_at = ${at} where id = ${subscriberId}`.execute(
      transaction,
    );
    // The counts stay, without the person that they were of.
    if (!granted)
      await sql`update reader_visits set subscriber_id = null
        where subscriber_id = ${subscriberId} and (link = 0) = ${purpose === 'open_tracking'}`.execute(
        transaction,
      );
    await writeReceipts(transaction, [
      {
        subscriberId,
        emailHash: emailHash(secret, reader.key),
        newsletter: null,
        purpose,
        action: granted ? 'granted' : 'withdrawn',
        at,
        source,
        proof: await proofOf(transaction, change, at),
      },
    ]);
    return 'changed';
  });
}
