/** The freeze: who receives an issue is decided once, with a letter or a counted exclusion for everybody. */
import type pg from 'pg';
import type { EditionHash, IssueId } from '../../audience/ids.ts';
import { providerOf } from '../../audience/provider.ts';
import type { Audience, Frozen, UnknownPolicy } from '../../outbox/send-ledger.ts';
import { type HashPads, hashedInSql } from './suppression-hash.ts';

/** Everybody who ever asked for the newsletter, with the reason why a letter must not be written to them. */
const standingSql = `
  select s.id, split_part(s.email_key, '@', 2) as domain,
    case when b.state <> 'active' then b.state when b.paused_until > now() then 'paused' else x.reason end as reason
  from subscriptions b join subscribers s on s.id = b.subscriber_id
    left join suppressions x on x.email_hash =
      case when (select exists (select from suppressions)) then ${hashedInSql('s.email_key', '$1', '$2')} end
  where b.newsletter = $3`;

/** Who would receive a letter now, and who not for which reason. */
export async function countAudience(pool: pg.Pool, pads: HashPads, newsletter: string): Promise<Audience> {
  const { rows } = await pool.query<{ reason: string | null; count: number }>(
    `select reason, count(*) as count from (${standingSql}) a group by reason order by count(*) desc, reason`,
    [pads.inner, pads.outer, newsletter],
  );
  const letters = rows.find((row) => row.reason === null)?.count ?? 0;
  const exclusions = rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  return { letters, exclusions, candidates: rows.reduce((sum, row) => sum + row.count, 0) };
}

const freezeSql = `
with standing as materialized (${standingSql}),
written as (
  insert into letters (issue_id, subscriber_id, batch, provider)
  select $4, a.id, (row_number() over (order by a.id) - 1) / $5, coalesce(d.provider, 'others')
  from standing a left join unnest($6::text[], $7::text[]) d(domain, provider) on d.domain = a.domain
  where a.reason is null order by a.id),
excluded as (
  insert into exclusions (issue_id, reason, count)
  select $4, reason, count(*) from standing where reason is not null group by reason)
insert into sends (issue_id, edition_hash, candidates, letters, batches, unknown_policy, frozen_at)
select $4, $8, count(*), count(*) filter (where reason is null),
  ceil(count(*) filter (where reason is null) / $5::numeric), $9, now() from standing
returning letters, batches, frozen_at`;

/**
 * Freezes the audience and starts the send, in one transaction: a letter or a counted exclusion for everybody.
 * Undefined: another process froze it first, or the issue is not approved for this edition any more.
 */
export async function freezeIssue(
  pool: pg.Pool,
  pads: HashPads,
  freeze: {
    readonly issueId: IssueId;
    readonly newsletter: string;
    readonly edition: EditionHash;
    readonly batchSize: number;
    readonly unknown: UnknownPolicy;
  },
): Promise<Frozen | undefined> {
  const { issueId, newsletter, edition, batchSize, unknown } = freeze;
  const client = await pool.connect();
  try {
    await client.query('begin');
    const started = await client.query(
      `update issues set state = 'sending', frozen_at = now(), sending_at = now(), paused_reason = null
       where id = $1 and state in ('approved', 'scheduled') and approved_hash = $2`,
      [issueId, edition],
    );
    if (started.rowCount === 0) {
      await client.query('rollback');
      return undefined;
    }
    const [domains, providers] = await knownDomains(client, newsletter);
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
    ];
    const { rows } = await client.query(freezeSql, values);
    await client.query('commit');
    // The planner has never seen these rows: without figures it may read the whole table for each tick.
    await client.query('analyze letters');
    return { edition, letters: rows[0].letters, batches: rows[0].batches, at: rows[0].frozen_at };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
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
