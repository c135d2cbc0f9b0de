/** Issues that readers may see: those that have begun to leave; of one that was cancelled then, those who got it. */
import { sql } from 'kysely';
import type { EditionHash, Period } from '../../audience/ids.ts';
import type { Correction } from '../../issue/correction.ts';
import type { EditionContent } from '../../issue/edition.ts';
import type { Db } from './database.ts';

export type IssueOnShelf = {
  readonly period: Period;
  readonly number: number;
  readonly date: string;
  /** When it began to leave. */
  readonly at: Date;
  /** With its slots. */
  readonly subject: string;
  /** Whether a correction was published. */
  readonly corrected: boolean;
  /** Those that say which words are wrong, in their order. */
  readonly corrections: readonly Correction[];
};
export type EditionOnShelf = {
  readonly hash: EditionHash;
  readonly content: EditionContent;
  readonly preheader: string;
};

/** Whether somebody has, or may have, a letter of the issue `i`, which leads to its web version. */
export const wasReceived = `(i.state in ('sending', 'paused', 'sent') or i.state = 'cancelled' and exists (
  select from letters l where l.issue_id = i.id and l.state in ('dotted', 'accepted', 'unknown')))`;

/** Of the issue `i`. */
export const correctionsOfIssue = sql`coalesce((
  select jsonb_agg(jsonb_build_object('wrong', c.wrong_words, 'right', c.right_words, 'article', c.article_url) order by c.id)
  from errata c where c.issue_id = i.id and c.wrong_words is not null), '[]')`;

/** The latest first. */
export async function latestIssues(
  db: Db,
  newsletter: string,
  limit: number,
  skip = 0,
): Promise<readonly IssueOnShelf[]> {
  const { rows } = await sql<IssueOnShelf>`
    select period, number, date, coalesce(sending_at, date::timestamptz) as at, e.content->>'subject' as subject,
      exists (select from errata c where c.issue_id = i.id) as corrected, ${correctionsOfIssue} as corrections
    from issues i join editions e on e.hash = i.approved_hash
    where i.newsletter = ${newsletter} and state in ('sending', 'paused', 'sent')
    order by date desc, number desc limit ${limit} offset ${skip}`.execute(db);
  return rows;
}

/** What left, or is leaving, under this period; null where nobody got any of it. */
export async function editionOnShelf(
  db: Db,
  newsletter: string,
  period: Period,
): Promise<EditionOnShelf | null> {
  const { rows } = await sql<EditionOnShelf>`
    select e.hash, e.content, i.preheader from issues i join editions e on e.hash = i.approved_hash
    where i.newsletter = ${newsletter} and i.period = ${period} and ${sql.raw(wasReceived)}`.execute(db);
  return rows[0] ?? null;
}
