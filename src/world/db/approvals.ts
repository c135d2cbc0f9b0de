/** Who answers for which edition, and the moves between draft, approved and scheduled. */
import type pg from 'pg';
import type { EditionHash, IssueId } from '../../audience/ids.ts';
import type { Approver } from '../../issue/approve.ts';
import type { DeskIssue } from '../../issue/desk.ts';

/** Everybody who approved this edition of an issue for these readers, the first one first. */
export async function approversOf(
  client: pg.Pool | pg.PoolClient,
  issueId: IssueId,
  hash: EditionHash,
  readers: string,
): Promise<readonly Approver[]> {
  const { rows } = await client.query<Approver>(
    `select a.by, coalesce('chief' = any(e.roles), false) as chief
     from approvals a left join editors e on e.name = a.by
     where a.issue_id = $1 and a.edition_hash = $2 and a.readers = $3 order by a.at, a.by`,
    [issueId, hash, readers],
  );
  return rows;
}

/** Whoever asked it to leave asked for what was approved: the slot of before counts again. */
export const neverAsked = `leave_asked_by = null, slot_before = null,
  send_at = case when leave_asked_by is null then send_at else slot_before end`;

/** Takes an approval back and says why; false when there was none, or the letter is leaving already. */
export async function unapproveIssue(pool: pg.Pool, issueId: IssueId, reason: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'draft', approved_hash = null, approved_by = null, approved_at = null,
       unapproved_reason = $2, ${neverAsked}
     where id = $1 and state in ('approved', 'scheduled')`,
    [issueId, reason],
  );
  return rowCount === 1;
}

/** A person takes the approval itself back: what was said for this edition does not count any more. False: there was none. */
export async function withdrawApproval(pool: pg.Pool, issueId: IssueId, reason: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with approved as (
       select id, approved_hash as hash from issues where id = $1 and state in ('approved', 'scheduled') for update),
     unsaid as (
       delete from approvals a using approved p where a.issue_id = p.id and a.edition_hash = p.hash)
     update issues i set state = 'draft', approved_hash = null, approved_by = null, approved_at = null,
       unapproved_reason = $2, ${neverAsked}
     from approved p where i.id = p.id`,
    [issueId, reason],
  );
  return rowCount === 1;
}

/** It goes to other readers now: nothing that anybody approved of it counts, also where a second person was waited for. False: nobody had. */
export async function forgetApprovals(
  client: pg.PoolClient,
  issueId: IssueId,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `with unsaid as (delete from approvals where issue_id = $1 returning 1)
     update issues set state = 'draft', approved_hash = null, approved_by = null, approved_at = null,
       unapproved_reason = $2, ${neverAsked}
     where id = $1 and (state in ('approved', 'scheduled') or state = 'draft' and exists (select from unsaid))`,
    [issueId, reason],
  );
  return rowCount === 1;
}

/** The same where it was approved for others than these; false where it was not, or nobody knows for whom. */
export async function forgetForOthers(
  pool: pg.Pool,
  issueId: IssueId,
  readers: string,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with others as (
       select id from issues where id = $1 and state in ('approved', 'scheduled') and approved_for <> $3 for update),
     unsaid as (delete from approvals a using others o where a.issue_id = o.id)
     update issues i set state = 'draft', approved_hash = null, approved_by = null, approved_at = null,
       unapproved_reason = $2, ${neverAsked}
     from others o where i.id = o.id`,
    [issueId, reason, readers],
  );
  return rowCount === 1;
}

/** Sets when this version of an approved issue leaves; false when it is not that any more. */
export async function scheduleAt(pool: pg.Pool, issue: DeskIssue, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'scheduled', send_at = $3, leave_asked_by = null, slot_before = null
     where id = $1 and version = $2 and state in ('approved', 'scheduled')`,
    [issue.id, issue.version, at],
  );
  return rowCount === 1;
}
