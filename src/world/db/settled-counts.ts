/** Letters that came to an outcome, counted once: each count goes on where the one before ended. */

import type { IssueId, LetterId } from '../../audience/ids.ts';
import type { LetterGroup } from '../../outbox/status.ts';
import type { Asking } from './database.ts';

/**
 * Before this moment nothing will be settled any more: whoever writes now began later. The two seconds are for a
 * transaction whose beginning the server has not noted down yet.
 */
const horizonSql = `select least(now(), min(xact_start)) - interval '2 s' as horizon
  from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`;

/** One snapshot: what is kept, what was settled since (old: before the horizon), and which doubts are still doubts. */
const countSql = `
with send as (select reopened from sends where issue_id = $1),
kept as materialized (
  select k.* from kept_counts k join send d on d.reopened = k.reopened where k.issue_id = $1 and k.since = $2),
fresh as (
  select provider, state, reply_code as code, reply_enhanced as enhanced, settled_at < $3 as old, count(*)::int as count,
    array_agg(id) filter (where state = 'unknown' and settled_at < $3) as doubts
  from letters where issue_id = $1 and settled_at >= coalesce((select until from kept), $2) group by 1, 2, 3, 4, 5)
select (select reopened from send) as reopened, coalesce(kept.groups, '[]') as groups, coalesce(kept.doubts, '{}') as doubts,
  coalesce((select json_agg(fresh) from fresh), '[]') as fresh,
  coalesce((select json_agg(d) from (
    select provider, state, reply_code as code, reply_enhanced as enhanced, count(*)::int as count
    from letters where id = any(kept.doubts) and state = 'unknown' group by 1, 2, 3, 4) d), '[]') as doubted
from (select) one left join kept on true`;

type Fresh = LetterGroup & { readonly old: boolean; readonly doubts: readonly LetterId[] | null };
type CountRow = {
  /** null: no such send. */
  readonly reopened: number | null;
  readonly groups: readonly LetterGroup[];
  readonly doubts: readonly LetterId[];
  readonly fresh: readonly Fresh[];
  readonly doubted: readonly LetterGroup[];
};

/** So many letters are worth writing down what was counted. */
const worthKeeping = 1_000;

/** Settled letters of an issue, or those settled since a moment (as PostgreSQL writes it), by provider, state and reply. */
export async function settledGroups(
  pool: Asking,
  issueId: IssueId,
  since: string | null = null,
): Promise<readonly LetterGroup[]> {
  // A statement of its own, and before: what it does not see at work is seen by the count.
  const { rows: seen } = await pool.query<{ horizon: Date }>(horizonSql);
  const horizon = seen[0]?.horizon;
  const from = since ?? '-infinity';
  const { rows } = await pool.query<CountRow>(countSql, [issueId, from, horizon]);
  const [row] = rows;
  if (row === undefined || row.reopened === null) return [];
  const old = row.fresh.filter((group) => group.old);
  if (old.reduce((sum, { count }) => sum + count, 0) >= worthKeeping) {
    // The fate of a letter in doubt may still be told: it is looked at again each time.
    const groups = added([...row.groups, ...old.filter(({ state }) => state !== 'unknown')]);
    const doubts = [...row.doubts, ...old.flatMap((group) => group.doubts ?? [])];
    await keep(pool, [issueId, from, horizon, row.reopened, JSON.stringify(groups), doubts]);
  }
  return added([...row.groups, ...row.doubted, ...row.fresh]);
}

/** Each count is whole in itself, so of two processes that counted at once the later one stays. */
async function keep(pool: Asking, values: readonly unknown[]): Promise<void> {
  await pool.query(
    `insert into kept_counts (issue_id, since, until, reopened, groups, doubts) values ($1, $2, $3, $4, $5, $6)
     on conflict (issue_id, since) do update
     set until = excluded.until, reopened = excluded.reopened, groups = excluded.groups, doubts = excluded.doubts
     where (kept_counts.reopened, kept_counts.until) < (excluded.reopened, excluded.until)`,
    [...values],
  );
}

/** Groups of the same kind as one. */
function added(groups: readonly LetterGroup[]): LetterGroup[] {
  const sums = new Map<string, LetterGroup>();
  for (const { provider, state, code, enhanced, count } of groups) {
    const kind = `${provider} ${state} ${code} ${enhanced}`;
    sums.set(kind, { provider, state, code, enhanced, count: count + (sums.get(kind)?.count ?? 0) });
  }
  return [...sums.values()];
}
