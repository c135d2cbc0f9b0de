/** Readers asked by the thousand: the pages of an export, and figures. */
import { sql } from 'kysely';
import type pg from 'pg';
import type { EmailKey } from '../../audience/address.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { SegmentTree } from '../../audience/segment.ts';
import type { SubscriptionState } from '../../audience/subscription.ts';
import type { Db } from './database.ts';
import { segmentSql } from './segment-sql.ts';

export type ListedSubscription = {
  readonly id: SubscriberId;
  readonly email: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly commune: string | null;
  /** Ids, with spaces between. */
  readonly more_communes: string;
  readonly sections: string;
  readonly premium: boolean;
  readonly language: string | null;
  /** JSON. */
  readonly attributes: string | null;
  /** Names of columns that the reader decided themselves. */
  readonly decided: string;
  readonly newsletter: string | null;
  readonly state: SubscriptionState | null;
  readonly since: Date | null;
  readonly paused_until: Date | null;
  readonly consent_at: Date | null;
  readonly consent_source: string | null;
  readonly created_at: Date;
  /** When they last did something themselves. */
  readonly contact_at: Date;
};

/** Which readers an export holds; null: no condition. Of no newsletter: readers of none, too. */
export type ListWanted = {
  readonly newsletter: string | null;
  /** Expanded. */
  readonly segment: SegmentTree | null;
  readonly person?: EmailKey | null;
};

/**
 * The subscriptions of the next `limit` readers after one, by id: people who join meanwhile are not skipped.
 */
export async function pageOfSubscriptions(
  pool: pg.Pool,
  { newsletter, segment, person = null }: ListWanted,
  after: SubscriberId,
  limit: number,
): Promise<readonly ListedSubscription[]> {
  const within = segment === null ? { text: 'true', values: [] } : segmentSql(segment, 5);
  const { rows } = await pool.query<ListedSubscription>(
    `with page as (
       select * from subscribers s where id > $1 and ${within.text}
         and ($4::text is null or email_key = $4) and ($2::text is null or exists (
         select from subscriptions where subscriber_id = s.id and newsletter = $2))
       order by id limit $3)
     select page.id, email, first_name, last_name, commune, array_to_string(more_communes, ' ') as more_communes,
       array_to_string(sections, ' ') as sections, premium, language,
       case when attributes <> '{}' then attributes::text end as attributes, array_to_string(decided, ' ') as decided,
       b.newsletter, state, since, case when b.paused_until > now() then b.paused_until end as paused_until,
       receipt.at as consent_at, receipt.source as consent_source, created_at, contact_at
     from page
       left join subscriptions b on b.subscriber_id = page.id and ($2::text is null or b.newsletter = $2)
       left join lateral (
         select at, source from consent_receipts r
         where r.subscriber_id = page.id and r.newsletter = b.newsletter and action = 'granted'
         order by r.id desc limit 1) receipt on true
     order by page.id, b.newsletter`,
    [after, newsletter, limit, person, ...within.values],
  );
  return rows;
}

export type StateCount = {
  readonly newsletter: string;
  readonly state: SubscriptionState;
  readonly domain: string;
  readonly count: number;
};

/** Subscriptions by newsletter, state and the domain of the address. */
export async function countSubscriptions(db: Db, newsletter: string | null): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`
    select newsletter, state, split_part(email_key, '@', 2) as domain, count(*) as count
    from subscriptions join subscribers on id = subscriber_id
    where ${newsletter}::text is null or newsletter = ${newsletter}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** How many receive the newsletter. */
export async function countActive(db: Db, newsletter: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from subscriptions where newsletter = ${newsletter} and state = 'active'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
