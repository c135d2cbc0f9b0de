/** What the studio's desk asks: the issues that left, with their figures. */
import type pg from 'pg';
import type { IssueId, Period } from '../../audience/ids.ts';
import type { IssueState } from '../../issue/issue.ts';
import { letterFigures, progressOf } from './kept-figures.ts';
import { countLetters } from './letter-figures.ts';

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

/** through: the send has ended, and its figures are kept. */
export async function leftFigures(pool: pg.Pool, issueId: IssueId, through: boolean): Promise<LeftFigures> {
  const { letters, counts } = through
    ? progressOf(await letterFigures(pool, issueId))
    : await countLetters(pool, issueId);
  const { accepted, refused, given_up, unknown } = counts;
  return { letters, accepted, refused: refused + given_up, unknown };
}
