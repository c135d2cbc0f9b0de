/** Runs and their leases: what a run holds is its own until it ends, and goes back when nobody works on it any more. */

import type { IssueId } from '../../audience/ids.ts';
import type { RunId } from '../../outbox/ledger.ts';
import type { Freed } from '../../outbox/send-ledger.ts';
import type { Asking } from './database.ts';

/** Batches from..to, both included. */
export type BatchRange = { readonly from: number; readonly to: number };

/** A run over some batches of an issue; what it holds is its own until its lease ends. */
export type Run = {
  readonly id: RunId;
  readonly issueId: IssueId;
  readonly batches: BatchRange;
  readonly leaseMs: number;
};

/** Keeps the lease of a living run alive. */
export async function renewLease(pool: Asking, { id, leaseMs }: Run): Promise<void> {
  await pool.query(`update runs set lease_until = now() + $2 * interval '1 ms' where run_id = $1`, [
    id,
    leaseMs,
  ]);
}

/**
 * Forgets a run that holds nothing any more; what it may still hold, after an answer was lost, waits for the end of its
 * lease. A claim of its own that is still at work is not seen by this statement: it writes the lease anew, and so keeps the run.
 */
export async function endRun(pool: Asking, id: RunId): Promise<void> {
  await pool.query(
    `with seen as materialized (select run_id, lease_until from runs where run_id = $1)
     delete from runs r using seen where r.run_id = seen.run_id and r.lease_until = seen.lease_until and not exists (
       select from letters l where l.issue_id = r.issue_id and l.batch between r.first_batch and r.last_batch
         and l.settled_at is null and l.run_id = r.run_id)`,
    [id],
  );
}

/** l is a letter that somebody held, d its send. */
const freeSql = `update letters l
  set state = case when l.state = 'dotted' and d.unknown_policy = 'at_most_once' then 'unknown' else 'pending' end,
      run_id = case when l.state = 'dotted' and d.unknown_policy = 'at_most_once' then l.run_id end,
      attempts = l.attempts + (l.state = 'dotted')::int,
      settled_at = case when l.state = 'dotted' and d.unknown_policy = 'at_most_once' then now() end,
      reply = case when l.state = 'dotted' then 'the sending process ended between the dot and its reply' else l.reply end`;

/** What dead runs left behind: claims go back in line, dots without an answer become the doubt they are. */
export async function returnExpired(pool: Asking): Promise<Freed> {
  const { rows } = await pool.query<Counted>(
    `with ended as (
       delete from runs where lease_until < now() returning run_id, issue_id, first_batch, last_batch),
     freed as (
       ${freeSql}
       from ended e join sends d on d.issue_id = e.issue_id
       where l.issue_id = e.issue_id and l.batch between e.first_batch and e.last_batch and l.settled_at is null
         and l.run_id = e.run_id and l.state in ('claimed', 'dotted')
       returning l.state)
     select state, count(*) as count from freed group by state`,
  );
  return countsOf(rows);
}

/**
 * The net under it: letters of a run that is not known any more. They are looked for only while no run holds anything of the
 * issue, which is a question to an empty table: a send at full speed has none to look for, and one that stands still for them has.
 */
export async function returnOrphans(pool: Asking, issueId: IssueId): Promise<Freed> {
  const { rows } = await pool.query<Counted>(
    `with orphans as materialized (
       select id, run_id from letters
       where issue_id = $1 and batch < (select released from sends where issue_id = $1) and settled_at is null
         and state in ('claimed', 'dotted') and not exists (select from runs where issue_id = $1)),
     freed as (
       ${freeSql}
       from orphans o, sends d
       where d.issue_id = $1 and l.id = o.id and l.run_id = o.run_id and l.state in ('claimed', 'dotted')
       returning l.state)
     select state, count(*) as count from freed group by state`,
    [issueId],
  );
  return countsOf(rows);
}

type Counted = { readonly state: string; readonly count: number };

function countsOf(rows: readonly Counted[]): Freed {
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return { returned: of('pending'), unknown: of('unknown') };
}
