/** What the check asks of the database: whether articles are gone, and how large the last audience was. */
import type pg from 'pg';
import type { EmailKey } from '../../audience/address.ts';
import type { ArticleId } from '../../audience/ids.ts';

/** Which of these articles their source does not have any more. */
export async function goneArticles(
  pool: pg.Pool,
  ids: readonly ArticleId[],
): Promise<ReadonlySet<ArticleId>> {
  const { rows } = await pool.query<{ id: ArticleId }>(
    `select id from articles where id = any($1::bigint[]) and gone_at is not null`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Remembers that the pages of these addresses are not there any more, or are there again. */
export async function markPages(
  pool: pg.Pool,
  newsletter: string,
  { gone, back }: { readonly gone: readonly string[]; readonly back: readonly string[] },
  at: Date,
): Promise<void> {
  await pool.query(
    `update articles set gone_at = case when url = any($2) then coalesce(gone_at, $4) end
     where newsletter = $1 and (url = any($2) or url = any($3))`,
    [newsletter, gone, back, at],
  );
}

/** Letters of the last issue that was sent; null before the first. */
export async function lastAudience(pool: pg.Pool, newsletter: string): Promise<number | null> {
  const { rows } = await pool.query<{ letters: number }>(
    `select d.letters from issues i join sends d on d.issue_id = i.id
     where i.newsletter = $1 and i.state = 'sent' order by i.sent_at desc, i.id desc limit 1`,
    [newsletter],
  );
  return rows[0]?.letters ?? null;
}

/** How many of these are no active readers of the newsletter. */
export async function notSubscribed(
  pool: pg.Pool,
  newsletter: string,
  keys: readonly EmailKey[],
): Promise<number> {
  if (keys.length === 0) return 0;
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from unnest($2::text[]) k(key) where not exists (
       select from subscribers s join subscriptions b on b.subscriber_id = s.id
       where s.email_key = k.key and b.newsletter = $1 and b.state = 'active')`,
    [newsletter, keys],
  );
  return rows[0]?.count ?? 0;
}
