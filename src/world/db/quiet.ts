/** Quiet periods: a day or week whose news was too little for an issue. */
import type pg from 'pg';
import type { Period } from '../../audience/ids.ts';
import type { QuietPeriod } from '../../issue/draft.ts';

/** The latest count stays. */
export async function noteQuiet(
  pool: pg.Pool,
  { newsletter, period, articles, at }: QuietPeriod,
): Promise<void> {
  await pool.query(
    `insert into quiet_periods (newsletter, period, articles, at) values ($1, $2, $3, $4)
     on conflict (newsletter, period) do update set articles = excluded.articles, at = excluded.at`,
    [newsletter, period, articles, at],
  );
}

/** Those that have no issue after all. */
export async function quietPeriods(pool: pg.Pool, newsletter: string): Promise<readonly Period[]> {
  const { rows } = await pool.query<{ period: Period }>(
    `select period from quiet_periods q where newsletter = $1
       and not exists (select from issues i where i.newsletter = q.newsletter and i.period = q.period)`,
    [newsletter],
  );
  return rows.map(({ period }) => period);
}
