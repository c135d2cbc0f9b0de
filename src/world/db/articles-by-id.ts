/** The articles that an issue chose, as they are in memory now. */
import { sql } from 'kysely';
import type { ArticleId } from '../../audience/ids.ts';
import type { Article } from '../../gather/article.ts';
import type { Db } from './database.ts';

/** In no order; an id without a row is left out. */
export async function articlesById(db: Db, ids: readonly ArticleId[]): Promise<readonly Article[]> {
  const { rows } = await sql<Article>`
    select a.id, a.newsletter, a.url, a.guid, a.title, a.series,
      a.published_at as "publishedAt", a.updated_at as "updatedAt", a.author, a.excerpt, a.section,
      a.categories, a.communes, a.premium, a.image, a.images, a.flags,
      a.content_hash as "contentHash", a.first_seen_at as "firstSeenAt", a.last_seen_at as "lastSeenAt",
      coalesce(f.url, '') as feed, a.read_rank as "readRank"
    from articles a left join feeds f on f.id = a.feed_id
    where a.id = any(${[...ids]}::bigint[])`.execute(db);
  return rows;
}
