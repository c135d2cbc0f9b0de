/** Readers as programs ask for them: whole, page by page, within the newsletters that a token reaches. */
import { sql } from 'kysely';
import type pg from 'pg';
import type { EmailKey } from '../../audience/address.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import { mostAttributes, type ReaderChange, type ReaderRecord } from '../../audience/reader-record.ts';
import type { SegmentTree } from '../../audience/segment.ts';
import type { SubscriptionState } from '../../audience/subscription.ts';
import type { Db } from './database.ts';
import { segmentSql } from './segment-sql.ts';

/** newsletters null: all. */
export type Reach = readonly string[] | null;

export type WantedReaders = {
  readonly reach: Reach;
  readonly after: SubscriberId | null;
  readonly limit: number;
  readonly newsletter: string | null;
  readonly state: SubscriptionState | null;
  readonly key: EmailKey | null;
  /** Expanded. */
  readonly segment: SegmentTree | null;
};

/** In order of their ids; of each, the subscriptions within reach. */
export async function pageOfReaders(pool: pg.Pool, wanted: WantedReaders): Promise<readonly ReaderRecord[]> {
  const { reach, after, limit, newsletter, state, key, segment } = wanted;
  const within = segment === null ? { text: 'true', values: [] } : segmentSql(segment, 7);
  const { rows } = await pool.query<RecordRow>(
    `select ${columnsWithin('$1')} from subscribers s
     where s.id > $2 and ($3::text is null or s.email_key = $3) and ${within.text}
       and (($1::text[] is null and $4::text is null and $5::text is null) or exists (
         select from subscriptions b where b.subscriber_id = s.id
           and ($1::text[] is null or b.newsletter = any($1))
           and ($4::text is null or b.newsletter = $4) and ($5::text is null or b.state = $5)))
     order by s.id limit $6`,
    [reach && [...reach], after ?? 0, key, newsletter, state, limit, ...within.values],
  );
  return rows.map(recordOf);
}

/** null: there is none within reach. */
export async function readerRecord(
  pool: pg.Pool,
  id: SubscriberId,
  reach: Reach,
): Promise<ReaderRecord | null> {
  const { rows } = await pool.query<RecordRow>(
    `select ${columnsWithin('$1')} from subscribers s
     where s.id = $2 and ($1::text[] is null or exists (
       select from subscriptions where subscriber_id = s.id and newsletter = any($1)))`,
    [reach && [...reach], id],
  );
  return rows[0] ? recordOf(rows[0]) : null;
}

/** Whether the reader subscribed, ever, to a newsletter out of reach. */
export async function isBeyond(db: Db, id: SubscriberId, reach: Reach): Promise<boolean> {
  if (reach === null) return false;
  const { rows } = await sql`select from subscriptions
    where subscriber_id = ${id} and newsletter <> all(${[...reach]}::text[]) limit 1`.execute(db);
  return rows.length > 0;
}

/** gone: there is no such reader; too_many: nothing was changed, the attributes would be too many. */
export async function changeReader(
  db: Db,
  id: SubscriberId,
  change: ReaderChange,
): Promise<'changed' | 'gone' | 'too_many'> {
  const given = (name: keyof ReaderChange) => Object.hasOwn(change, name);
  const attributes = JSON.stringify(change.attributes ?? {});
  // No key: two transactions that subscribed the reader share the key, and would wait for each other.
  const { rows } = await sql<{ fits: boolean; changed: boolean }>`
    with known as (
      select id, jsonb_strip_nulls(attributes || ${attributes}::jsonb) as merged from subscribers
      where id = ${id} for no key update),
    changed as (
      update subscribers s set
        first_name = case when ${given('firstName')} then ${change.firstName ?? null} else first_name end,
        last_name = case when ${given('lastName')} then ${change.lastName ?? null} else last_name end,
        commune = case when ${given('commune')} then ${change.commune ?? null} else commune end,
        more_communes = array_remove(coalesce(${change.moreCommunes ? [...change.moreCommunes] : null}::text[], more_communes),
          ${given('commune') ? sql`${change.commune ?? null}::text` : sql`commune`}),
        sections = coalesce(${change.sections ? [...change.sections] : null}::text[], sections),
        language = case when ${given('language')} then ${change.language ?? null} else language end,
        premium = coalesce(${change.premium ?? null}::boolean, premium),
        attributes = merged
      from known where s.id = known.id
        and (select count(*) from jsonb_object_keys(merged)) <= ${mostAttributes} returning 1)
    select exists (select from changed) as changed from known`.execute(db);
  if (rows[0] === undefined) return 'gone';
  return rows[0].changed ? 'changed' : 'too_many';
}

type RecordRow = Omit<ReaderRecord, 'subscriptions'> & {
  readonly subscriptions: readonly {
    newsletter: string;
    state: SubscriptionState;
    since: string;
    source: string;
    paused: string | null;
  }[];
};

/** reach: the place of the parameter. */
function columnsWithin(reach: string): string {
  return `s.id, s.email, s.first_name as "firstName", s.last_name as "lastName", s.commune, s.premium,
    s.more_communes as "moreCommunes", s.sections, s.language, s.attributes, s.created_at as "createdAt", coalesce((
      select jsonb_agg(jsonb_build_object('newsletter', b.newsletter, 'state', b.state, 'since', b.since,
        'source', b.source, 'paused', b.paused_until) order by b.newsletter)
      from subscriptions b
      where b.subscriber_id = s.id and (${reach}::text[] is null or b.newsletter = any(${reach}))), '[]')
      as subscriptions`;
}

function recordOf({ subscriptions, ...row }: RecordRow): ReaderRecord {
  return {
    ...row,
    subscriptions: subscriptions.map(({ newsletter, state, since, source, paused }) => ({
      ...{ newsletter, state, source },
      since: new Date(since),
      pausedUntil: paused === null ? null : new Date(paused),
    })),
  };
}
