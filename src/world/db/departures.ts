/** Reasons of those who left, as figures. */
import { sql } from 'kysely';
import type { DepartureReason } from '../../audience/departure.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';

/** One statement: the mark that it was told and the figure go together. */
export async function countDeparture(
  db: Db,
  left: {
    readonly reader: SubscriberId;
    readonly newsletter: string;
    readonly reason: DepartureReason;
    readonly at: Date;
  },
): Promise<void> {
  const { reader, newsletter, reason, at } = left;
  await sql`
    with told as (
      update subscriptions set reason_told = true
      where subscriber_id = ${reader} and newsletter = ${newsletter} and state = 'unsubscribed' and not reason_told
      returning newsletter)
    insert into departure_reasons (newsletter, reason, day, count) select newsletter, ${reason}, ${at}::date, 1 from told
    on conflict (newsletter, reason, day) do update set count = departure_reasons.count + 1`.execute(db);
}

export type ReasonCount = {
  readonly newsletter: string;
  readonly reason: DepartureReason;
  readonly count: number;
};

/** Over all days, the most frequent first. newsletter null: of every newsletter. */
export async function departureCounts(db: Db, newsletter: string | null): Promise<readonly ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    select newsletter, reason, sum(count)::int as count from departure_reasons
    where ${newsletter}::text is null or newsletter = ${newsletter}
    group by 1, 2 order by newsletter, count desc, reason`.execute(db);
  return rows;
}
