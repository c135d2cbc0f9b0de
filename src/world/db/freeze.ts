/** The freeze: who receives an issue is decided once, with a letter or a counted exclusion for everybody. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import { providerOf } from '../../audience/provider.ts';
import type { SegmentTree } from '../../audience/segment.ts';
import type { Audience, FreezeOrder, Frozen } from '../../outbox/send-ledger.ts';
import { stageNames } from '../../outbox/stages.ts';
import { type SegmentSql, segmentSql } from './segment-sql.ts';
import { type HashPads, hashedInSql } from './suppression-hash.ts';

/** Whom an issue is for: of the newsletter's readers those of the segment, and subscribers alone where it says so. */
export type AudienceWanted = {
  readonly issueId: IssueId;
  readonly newsletter: string;
  /** Expanded; null: everybody. */
  readonly segment: SegmentTree | null;
  readonly premiumOnly: boolean;
};

const words = `md5((content->>'subject') || (content->>'html') || (content->>'text'))`;

/** Issues that left, of whatever newsletter, whose letter is the issue $4's to the last character. */
const twinsSql = `twins as materialized (
  select o.id from issues i join editions e on e.hash = i.approved_hash
    join editions t on ${words.replaceAll('content', 't.content')} = ${words.replaceAll('content', 'e.content')}
    join issues o on o.approved_hash = t.hash
  where i.id = $4 and o.id <> i.id and o.state in ('sending', 'paused', 'sent'))`;

/**
 * Everybody who ever asked for the newsletter, with the reason why a letter must not be written to them. segment: the
 * condition that they have to meet besides. told: they have this very letter from another newsletter.
 */
const standingSql = (segment: string, premiumOnly: boolean) => `
  select s.id, s.email_key, split_part(s.email_key, '@', 2) as domain,
    case when b.state <> 'active' then b.state when b.paused_until > now() then 'paused'
      when x.reason is not null then x.reason ${premiumOnly ? "when not s.premium then 'not_premium'" : ''}
      when not ${segment} then 'not_in_segment'
      when (select exists (select from twins)) and exists (
        select from letters l join twins on twins.id = l.issue_id where l.subscriber_id = s.id
          and l.state not in ('refused', 'suppressed', 'cancelled', 'given_up')) then 'told' end as reason
  from subscriptions b join subscribers s on s.id = b.subscriber_id
    left join suppressions x on x.email_hash =
      case when (select exists (select from suppressions)) then ${hashedInSql('s.email_key', '$1', '$2')} end
  where b.newsletter = $3`;

/** Who would receive a letter now, and who not for which reason. */
export async function countAudience(
  pool: pg.Pool,
  pads: HashPads,
  { issueId, newsletter, segment, premiumOnly }: AudienceWanted,
): Promise<Audience> {
  const { text, values } = conditionOf(segment, 5);
  const { rows } = await pool.query<{ reason: string | null; count: number }>(
    `with ${twinsSql} select reason, count(*) as count from (${standingSql(text, premiumOnly)}) a
     group by reason order by count(*) desc, reason`,
    [pads.inner, pads.outer, newsletter, issueId, ...values],
  );
  const letters = rows.find((row) => row.reason === null)?.count ?? 0;
  const exclusions = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  return { letters, exclusions, candidates: rows.reduce((sum, row) => sum + row.count, 0) };
}

/**
 * The stage of a reader a, by its place in stageNames. The share is taken from all over the list by a stride that no import
 * follows, the same whoever freezes: the oldest readers alone would be none to judge the others by.
 */
const stageOf = `case when a.email_key = any($10::text[]) then 0 when a.id * 7919 % 10000 < $11::float8 * 100 then 1 else 2 end`;

/** Batches are numbered through the stages, and none holds letters of two, so that a stage is a range of batches. */
const freezeSql = (segment: string, premiumOnly: boolean) => `
with ${twinsSql},
standing as materialized (${standingSql(segment, premiumOnly)}),
counted as (
  select ${stageOf} as stage, count(*) as letters, ceil(count(*) / $5::int::numeric)::int as batches
  from standing a where a.reason is null group by 1),
stages as materialized (
  select stage, letters, batches, (sum(batches) over (order by stage) - batches)::int as first, row_number() over (order by stage) as number
  from counted),
placed as (
  select a.id, a.domain, a.stage, row_number() over (partition by a.stage order by a.id) - 1 as place
  from (select a.id, a.domain, ${stageOf} as stage from standing a where a.reason is null) a),
written as (
  insert into letters (issue_id, subscriber_id, batch, provider)
  select $4, a.id, t.first + a.place / $5::int, coalesce(d.provider, 'others')
  from placed a join stages t on t.stage = a.stage
    left join unnest($6::text[], $7::text[]) d(domain, provider) on d.domain = a.domain
  order by a.stage, a.id),
staged as (
  insert into send_stages (issue_id, number, name, first_batch, last_batch, letters)
  select $4, number, ($12::text[])[stage + 1], first, first + batches - 1, letters
  from stages where (select count(*) from stages) > 1),
excluded as (
  insert into exclusions (issue_id, reason, count)
  select $4, reason, count(*) from standing where reason is not null group by reason)
insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, rules, frozen_at)
select $4, $8, (select count(*) from standing), coalesce(sum(letters), 0), coalesce(sum(batches), 0),
  coalesce(min(batches) filter (where number = 1), 0), $9, $13, now() from stages
returning letters, batches, released, frozen_at`;

/**
 * Freezes the audience and starts the send, in one transaction: a letter or a counted exclusion for everybody.
 * Undefined: another process froze it first, or the issue is not approved for this edition any more.
 */
export async function freezeIssue(
  pool: pg.Pool,
  pads: HashPads,
  freeze: FreezeOrder & AudienceWanted & { readonly batchSize: number },
): Promise<Frozen | undefined> {
  const { issueId, newsletter, edition, batchSize, unknown, rules, stages, dueBy } = freeze;
  const client = await pool.connect();
  try {
    await client.query('begin');
    const started = await client.query(
      `update issues set state = 'sending', frozen_at = now(), sending_at = now(), paused_reason = null
       where id = $1 and state in ('approved', 'scheduled') and approved_hash = $2
         and ($3::timestamptz is null or send_at <= $3)`,
      [issueId, edition, dueBy],
    );
    if (started.rowCount === 0) {
      await client.query('rollback');
      return undefined;
    }
    // Two newsletters with one letter in the same moment: the second has to see the first one's.
    await client.query(
      `select pg_advisory_xact_lock(hashtextextended(${words}, 0)) from editions where hash = $1`,
      [edition],
    );
    const [domains, providers] = await knownDomains(client, newsletter);
    const segment = conditionOf(freeze.segment, 14);
    const values = [
      pads.inner,
      pads.outer,
      newsletter,
      issueId,
      batchSize,
      domains,
      providers,
      edition,
      unknown,
      stages.seeds,
      stages.sharePercent,
      stageNames,
      JSON.stringify(rules),
      ...segment.values,
    ];
    const { rows } = await client.query(freezeSql(segment.text, freeze.premiumOnly), values);
    await client.query('commit');
    // The planner has never seen these rows: without figures it may read the whole table for each tick.
    await client.query('analyze letters');
    const { letters, batches, released, frozen_at: at } = rows[0];
    return { edition, letters, batches, released, rules, at };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function conditionOf(segment: SegmentTree | null, first: number): SegmentSql {
  return segment === null ? { text: 'true', values: [] } : segmentSql(segment, first);
}

/** The audience's domains whose provider has a name. */
async function knownDomains(client: pg.PoolClient, newsletter: string): Promise<[string[], string[]]> {
  const { rows } = await client.query<{ domain: string }>(
    `select distinct split_part(s.email_key, '@', 2) as domain
     from subscriptions b join subscribers s on s.id = b.subscriber_id
     where b.newsletter = $1 and b.state = 'active'`,
    [newsletter],
  );
  const known = rows
    .map(({ domain }) => ({ domain, provider: providerOf(domain) }))
    .filter(({ provider }) => provider !== 'others');
  return [known.map(({ domain }) => domain), known.map(({ provider }) => provider)];
}
