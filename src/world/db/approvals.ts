/** Who answers for which edition, and the moves between draft, approved and scheduled. */
import type pg from 'pg';
import type { EditionHash, IssueId } from '../../audience/ids.ts';
import type { DeskIssue } from '../../issue/desk.ts';

/** Notes that somebody approved an edition of an issue; once a name. Returns every name, the first one first. */
export async function noteApproval(
  pool: pg.Pool,
  issueId: IssueId,
  hash: EditionHash,
  by: string,
  at: Date,
): Promise<readonly string[]> {
  await pool.query(
    `insert into approvals (issue_id, edition_hash, by, at) values ($1, $2, $3, $4) on conflict do nothing`,
    [issueId, hash, by, at],
  );
  return approversOf(pool, issueId, hash);
}

/** Everybody who approved this edition of an issue, the first one first. */
export async function approversOf(
  pool: pg.Pool,
  issueId: IssueId,
  hash: EditionHash,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ by: string }>(
    `select by from approvals where issue_id = $1 and edition_hash = $2 order by at, by`,
    [issueId, hash],
  );
  return rows.map((row) => row.by);
}

/** Approves this version of a draft; false when it is not that any more. */
export async function lockIssue(
  pool: pg.Pool,
  issue: DeskIssue,
  hash: EditionHash,
  by: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'approved', approved_hash = $3, approved_by = $4, approved_at = $5,
       unapproved_reason = null
     where id = $1 and version = $2 and state = 'draft'`,
    [issue.id, issue.version, hash, by, at],
  );
  return rowCount === 1;
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

/** Sets when this version of an approved issue leaves; false when it is not that any more. */
export async function scheduleAt(pool: pg.Pool, issue: DeskIssue, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'scheduled', send_at = $3, leave_asked_by = null, slot_before = null
     where id = $1 and version = $2 and state in ('approved', 'scheduled')`,
    [issue.id, issue.version, at],
  );
  return rowCount === 1;
}
