/** The freeze: who receives an issue is decided once, with a letter or a counted exclusion for everybody. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import type { SegmentTree } from '../../audience/segment.ts';
import type { Audience, FreezeOrder, Freezing, Frozen } from '../../outbox/send-ledger.ts';
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

/** Issues that left, of whatever newsletter, whose letter is this issue's to the last character. */
async function twinsOf(asker: pg.Pool | pg.PoolClient, issueId: IssueId): Promise<readonly IssueId[]> {
  const { rows } = await asker.query<{ id: IssueId }>(
    `select o.id from issues i join editions e on e.hash = i.approved_hash
       join editions t on ${words.replaceAll('content', 't.content')} = ${words.replaceAll('content', 'e.content')}
       join issues o on o.approved_hash = t.hash
     where i.id = $1 and o.id <> i.id and o.state in ('sending', 'paused', 'sent')`,
    [issueId],
  );
  return rows.map(({ id }) => id);
}

/** Readers with a letter of the issues $4, written or still to be written. */
const toldSql = `(exists (
      select from letters l where l.issue_id = any($4) and l.subscriber_id = s.id
        and l.state not in ('refused', 'suppressed', 'cancelled', 'given_up'))
    or s.id in (select unnest(u.subscribers) from unwritten_batches u where u.issue_id = any($4)))`;

/**
 * Everybody who ever asked for the newsletter, with the reason why a letter must not be written to them. segment: the
 * condition that they have to meet besides. told: they have this very letter from another newsletter, one of `twins`.
 */
const standingSql = (segment: string, premiumOnly: boolean, twins: readonly IssueId[]) => `
  select s.id, s.email_key,
    case when b.state <> 'active' then b.state when b.paused_until > now() then 'paused'
      when x.reason is not null then x.reason ${premiumOnly ? "when not s.premium then 'not_premium'" : ''}
      when not ${segment} then 'not_in_segment'
      when ${twins.length > 0 ? toldSql : '$4::bigint[] is null'} then 'told' end as reason
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
  const twins = await twinsOf(pool, issueId);
  const { rows } = await pool.query<{ reason: string | null; count: number }>(
    `select reason, count(*) as count from (${standingSql(text, premiumOnly, twins)}) a
     group by reason order by count(*) desc, reason`,
    [pads.inner, pads.outer, newsletter, twins, ...values],
  );
  const letters = rows.find((row) => row.reason === null)?.count ?? 0;
  const exclusions = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  return { letters, exclusions, candidates: rows.reduce((sum, row) => sum + row.count, 0) };
}

/**
 * The audience at one instant: readers by reason and, of those who get a letter, by stage (its place in stageNames). The
 * share is taken from all over the list by a stride that no import follows, the same whoever freezes: the oldest readers
 * alone would be none to judge the others by.
 */
const audienceSql = (segment: string, premiumOnly: boolean, twins: readonly IssueId[]) => `
create temporary table audience on commit drop as
select reason, stage, count(*)::int as count, array_agg(id) filter (where reason is null) as ids
from (
  select id, reason, case when reason is not null then null when email_key = any($5::text[]) then 0
    when id * 7919 % 10000 < $6::float8 * 100 then 1 else 2 end as stage
  from (${standingSql(segment, premiumOnly, twins)}) s) a
group by reason, stage`;

/** A list that is too short for a share has all its readers in the rest. */
const noShareSql = `
with ended as (delete from audience where stage in (1, 2) returning count, ids)
insert into audience
select null, 2, sum(count), (select array_agg(id) from ended e cross join unnest(e.ids) i(id)) from ended having count(*) > 0`;

/**
 * Batches are numbered through the stages, and none holds readers of two, so that a stage is a range of batches. The
 * lists are taken out of the table once, by adding nothing to them: else each batch would read them as a whole.
 */
const freezeSql = `
with whole as materialized (select stage, ids || '{}'::bigint[] as ids from audience where reason is null),
stages as materialized (
  select stage, count as letters, batches, (sum(batches) over (order by stage) - batches)::int as first, row_number() over (order by stage) as number
  from (select stage, count, ceil(count / $2::int::numeric)::int as batches from audience where reason is null) b),
unwritten as (
  insert into unwritten_batches (issue_id, batch, subscribers)
  select $1, t.first + place, w.ids[place * $2::int + 1 : (place + 1) * $2::int]
  from whole w join stages t on t.stage = w.stage cross join generate_series(0, t.batches - 1) place),
staged as (
  insert into send_stages (issue_id, number, name, first_batch, last_batch, letters)
  select $1, number, ($3::text[])[stage + 1], first, first + batches - 1, letters
  from stages where (select count(*) from stages) > 1),
excluded as (
  insert into exclusions (issue_id, reason, count) select $1, reason, count from audience where reason is not null)
insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, rules, frozen_at)
select $1, $4, (select sum(count) from audience), sum(letters), sum(batches),
  min(batches) filter (where number = 1), $5, $6, now() from stages
returning letters, batches, released, frozen_at`;

/**
 * Freezes the audience and starts the send, in one transaction: everybody as of one instant, in a batch or in a counted
 * exclusion. The letters are written from these batches while the first ones leave (unwritten.ts), so a long list does not
 * wait for its end. Not free: another process froze it first, or the issue is not approved for this edition any more.
 */
export async function freezeIssue(
  pool: pg.Pool,
  pads: HashPads,
  freeze: FreezeOrder & AudienceWanted & { readonly batchSize: number },
): Promise<Freezing> {
  const { issueId, edition, dueBy } = freeze;
  const client = await pool.connect();
  try {
    await client.query('begin');
    const started = await client.query(
      `update issues set state = 'sending', frozen_at = now(), sending_at = now(), paused_reason = null
       where id = $1 and state in ('approved', 'scheduled') and approved_hash = $2
         and ($3::timestamptz is null or send_at <= $3)`,
      [issueId, edition, dueBy],
    );
    const frozen = started.rowCount === 0 ? 'not_free' : await freezeNow(client, pads, freeze);
    await client.query(typeof frozen === 'string' ? 'rollback' : 'commit');
    return frozen;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function freezeNow(
  client: pg.PoolClient,
  pads: HashPads,
  freeze: Parameters<typeof freezeIssue>[2],
): Promise<Frozen | 'nobody'> {
  const { issueId, edition, batchSize, unknown, rules } = freeze;
  // Two newsletters with one letter in the same moment: the second has to see the first one's.
  await client.query(
    `select pg_advisory_xact_lock(hashtextextended(${words}, 0)) from editions where hash = $1`,
    [edition],
  );
  const letters = await takeAudience(client, pads, freeze);
  if (letters === 0) return 'nobody';
  const { rows } = await client.query(freezeSql, [
    issueId,
    batchSize,
    stageNames,
    edition,
    unknown,
    JSON.stringify(rules),
  ]);
  const { batches, released, frozen_at: at } = rows[0];
  return { edition, letters, batches, released, rules, at };
}

/** Lays the audience of this instant down for the rest of the transaction; how many get a letter. */
async function takeAudience(
  client: pg.PoolClient,
  pads: HashPads,
  { issueId, newsletter, premiumOnly, segment, stages }: Parameters<typeof freezeIssue>[2],
): Promise<number> {
  const twins = await twinsOf(client, issueId);
  const condition = conditionOf(segment, 7);
  // Who might leave first, however many they are; their number says below whether there is a share at all.
  const { seeds, sharePercent } = stages(Number.POSITIVE_INFINITY);
  // A million readers fit: what does not would be sorted out by way of the disk.
  await client.query("set local work_mem = '64MB'");
  await client.query(audienceSql(condition.text, premiumOnly, twins), [
    ...[pads.inner, pads.outer, newsletter, twins],
    ...[seeds, sharePercent, ...condition.values],
  ]);
  const { rows } = await client.query<{ letters: number }>(
    'select coalesce(sum(count), 0)::int as letters from audience where reason is null',
  );
  const letters = rows[0]?.letters ?? 0;
  if (letters > 0 && stages(letters).sharePercent === 0 && sharePercent > 0) await client.query(noShareSql);
  return letters;
}

function conditionOf(segment: SegmentTree | null, first: number): SegmentSql {
  return segment === null ? { text: 'true', values: [] } : segmentSql(segment, first);
}
