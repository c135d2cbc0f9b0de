/** Readers who rest from a newsletter; the freeze and the claim of a send ask for them by the same column. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';

/** day: YYYY-MM-DD in the time zone, null ends the pause. False: the reader is not subscribed. */
export async function pauseSubscription(
  db: Db,
  what: {
    readonly reader: SubscriberId;
    readonly newsletter: string;
    readonly day: string | null;
    readonly zone: string;
  },
): Promise<boolean> {
  const { reader, newsletter, day, zone } = what;
  const { rows } = await sql`
    update subscriptions set paused_until = ${day}::date::timestamp at time zone ${zone}
    where subscriber_id = ${reader} and newsletter = ${newsletter} and state = 'active' returning 1`.execute(
    db,
  );
  return rows.length > 0;
}
