/** Corrections of issues that left; append only. */
import type pg from 'pg';
import type { IssueId, Period } from '../../audience/ids.ts';
import type { Erratum } from '../../issue/erratum.ts';
import { wasReceived } from './kiosk.ts';

/** Whether somebody may have read it, so that it can be corrected. */
export async function mayBeCorrected(pool: pg.Pool, issueId: IssueId): Promise<boolean> {
  const { rowCount } = await pool.query(`select from issues i where i.id = $1 and ${wasReceived}`, [issueId]);
  return rowCount === 1;
}

/** False: the issue has not left, and is corrected before it does. */
export async function addErratum(
  pool: pg.Pool,
  issueId: IssueId,
  { by, at, text, correction }: Pick<Erratum, 'by' | 'at' | 'text' | 'correction'>,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into errata (issue_id, by, at, text, wrong_words, right_words, article_url)
     select i.id, $2, $3, $4, $5, $6, $7 from issues i where i.id = $1 and ${wasReceived}`,
    [issueId, by, at, text, correction?.wrong, correction?.right, correction?.article],
  );
  return rowCount === 1;
}

const correctionSql = `case when e.wrong_words is not null then
  jsonb_build_object('wrong', e.wrong_words, 'right', e.right_words, 'article', e.article_url) end as correction`;
const erratumSql = `select e.id, e.by, e.at, e.text, i.number, i.period, ${correctionSql}
  from errata e join issues i on i.id = e.issue_id`;

/** Of one issue, the oldest first. */
export async function errataOf(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
): Promise<readonly Erratum[]> {
  const { rows } = await pool.query<Erratum>(
    `${erratumSql} where i.newsletter = $1 and i.period = $2 order by e.id`,
    [newsletter, period],
  );
  return rows;
}

/** Of earlier issues, written since then, that no issue has decided about; the oldest first. */
export async function undecidedErrata(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
  since: Date,
): Promise<readonly Erratum[]> {
  const { rows } = await pool.query<Erratum>(
    `${erratumSql}
     where i.newsletter = $1 and i.period < $2 and e.at >= $3 and not exists (
       select from issues o where o.newsletter = $1 and o.state <> 'cancelled'
         and o.errata @> jsonb_build_array(jsonb_build_object('id', e.id)))
     order by e.id`,
    [newsletter, period, since],
  );
  return rows;
}
