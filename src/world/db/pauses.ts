/** Readers who rest from a newsletter; the freeze and the claim of a send ask for them by the same column. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';
import { noteContact } from './subscribers.ts';

/** day: YYYY-MM-DD in the time zone, null ends the pause. False: the reader is not subscribed. */
export async function pauseSubscription(
  db: Db,
  what: {
    readonly reader: SubscriberId;
    readonly newsletter: string;
    readonly day: string | null;
    readonly zone: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { reader, newsletter, day, zone, at } = what;
  const { rows } = await sql`
    update subscriptions set paused_until = ${day}::date::timestamp at time zone ${zone}
    where subscriber_id = ${reader} and newsletter = ${newsletter} and state = 'active' returning 1`.execute(
    db,
  );
  await noteContact(db, reader, at);
  return rows.length > 0;
}
