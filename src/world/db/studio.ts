/** What the studio's desk asks: the issues that left, with their figures. */
import type pg from 'pg';
import type { IssueId, Period } from '../../audience/ids.ts';
import type { IssueState } from '../../issue/issue.ts';

export type LeftIssue = {
  readonly id: IssueId;
  readonly period: Period;
  readonly number: number;
  readonly date: string;
  readonly state: IssueState;
  readonly subject: string;
};
export type LeftFigures = {
  readonly letters: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unknown: number;
};

/** Issues whose audience was frozen, the latest first. */
export async function leftIssues(
  pool: pg.Pool,
  newsletter: string,
  limit: number,
): Promise<readonly LeftIssue[]> {
  const { rows } = await pool.query<LeftIssue>(
    `select i.id, i.period, i.number, i.date, i.state, i.subject
     from issues i join sends d on d.issue_id = i.id
     where i.newsletter = $1 order by i.date desc, i.number desc limit $2`,
    [newsletter, limit],
  );
  return rows;
}

export async function leftFigures(pool: pg.Pool, issueId: IssueId): Promise<LeftFigures> {
  const { rows } = await pool.query<LeftFigures>(
    `select count(*) as letters, count(*) filter (where state = 'accepted') as accepted,
       count(*) filter (where state in ('refused', 'given_up')) as refused,
       count(*) filter (where state = 'unknown') as unknown
     from letters where issue_id = $1`,
    [issueId],
  );
  return rows[0] ?? { letters: 0, accepted: 0, refused: 0, unknown: 0 };
}
