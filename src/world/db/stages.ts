/** The stages of a send: which batches may leave, and how the letters of the last released stage stand. */

import type { IssueId } from '../../audience/ids.ts';
import { usualRules } from '../../outbox/rules.ts';
import type { Stage } from '../../outbox/stages.ts';
import type { Asking } from './database.ts';

/** The stage that others wait for, or undefined. Its open letters are counted by their own index, so this costs little. */
export async function waitingStage(pool: Asking, issueId: IssueId): Promise<Stage | undefined> {
  const { rows } = await pool.query(
    `select s.number, s.name, s.letters, later.stages + s.number as of, later.letters as waiting,
       coalesce((d.rules ->> 'settleMinutes')::float8, $2) * 60000 as "settleMs",
       (extract(epoch from clock_timestamp() - s.tried_at) * 1000)::float8 as "triedForMs",
       l.untried + u.readers as untried, l."putOff"
     from sends d join send_stages s on s.issue_id = d.issue_id and s.last_batch = d.released - 1
       cross join lateral (
         select count(*)::int as stages, sum(n.letters)::int as letters
         from send_stages n where n.issue_id = d.issue_id and n.number > s.number) later
       cross join lateral (
         select count(*) filter (where state <> 'deferred')::int as untried,
           count(*) filter (where state = 'deferred')::int as "putOff"
         from letters where issue_id = d.issue_id and batch between s.first_batch and s.last_batch
           and settled_at is null) l
       cross join lateral (
         select coalesce(sum(cardinality(subscribers)), 0)::int as readers
         from unwritten_batches where issue_id = d.issue_id and batch between s.first_batch and s.last_batch) u
     where d.issue_id = $1 and d.released < d.batches`,
    [issueId, usualRules.settleMinutes],
  );
  return rows[0];
}

/** Notes that every letter of the stage had an outcome; the first note stays. */
export async function markStageTried(pool: Asking, issueId: IssueId, stage: Stage): Promise<void> {
  await pool.query(
    'update send_stages set tried_at = clock_timestamp() where issue_id = $1 and number = $2 and tried_at is null',
    [issueId, stage.number],
  );
}

/** Lets the next stage leave, or all; returns its batches. None: the send does not run, or somebody else released it. */
export async function releaseStages(
  pool: Asking,
  issueId: IssueId,
  stage: Stage,
  all: boolean,
): Promise<readonly number[]> {
  const { rows } = await pool.query<{ first: number; last: number }>(
    `with following as (
       select min(first_batch) as first, max(last_batch) as last from send_stages
       where issue_id = $1 and number > $2 and (number = $2 + 1 or $3))
     update sends d set released = f.last + 1, moved_at = now()
     from following f, issues i
     where d.issue_id = $1 and i.id = $1 and i.state = 'sending' and d.released = f.first
     returning f.first, f.last`,
    [issueId, stage.number, all],
  );
  return rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}
