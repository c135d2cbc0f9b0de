/** An issue that is asked to leave in a minute, and its way back: at any time one statement says which of the two it is. */
import type pg from 'pg';
import type { DeskIssue } from '../../issue/desk.ts';

/** This version of an approved issue leaves then; false when it is not that any more. */
export async function askLeave(pool: pg.Pool, issue: DeskIssue, at: Date, by: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'scheduled', send_at = $3, leave_asked_by = $4,
       slot_before = case when leave_asked_by is null then send_at else slot_before end
     where id = $1 and version = $2 and state in ('approved', 'scheduled')`,
    [issue.id, issue.version, at, by],
  );
  return rowCount === 1;
}

/** Approved it stays; the slot that it had counts again while that is ahead. False: it is leaving, or nobody asked. */
export async function takeLeaveBack(pool: pg.Pool, issue: DeskIssue, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues set state = 'approved', leave_asked_by = null, slot_before = null,
       send_at = case when slot_before > $2 then slot_before end
     where id = $1 and state in ('approved', 'scheduled') and send_at is not null`,
    [issue.id, now],
  );
  return rowCount === 1;
}

/** Issues that wait for their minute to be over, also those that another process was asked for. */
export async function askedToLeave(
  pool: pg.Pool,
): Promise<readonly { readonly newsletter: string; readonly at: Date }[]> {
  const { rows } = await pool.query<{ newsletter: string; at: Date }>(
    `select newsletter, send_at as at from issues where state = 'scheduled' and leave_asked_by is not null`,
  );
  return rows;
}
