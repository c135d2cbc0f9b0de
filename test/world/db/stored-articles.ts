/** Writes articles of the tests' paper into a real database. */
import type { ArticleId } from '../../../src/audience/ids.ts';
import type { Article } from '../../../src/gather/article.ts';
import type { Database } from '../../../src/world/db/database.ts';

/** Stores one article and returns it with the id that the database gave. */
export async function storeArticle({ pool }: Database, article: Article): Promise<Article> {
  const { rows } = await pool.query<{ id: ArticleId }>(
    `insert into articles (newsletter, url, guid, title, series, published_at, date_from, author, excerpt, section,
       categories, communes, premium, image, images, flags, content_hash, read_rank, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, 'feed', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) returning id`,
    [
      article.newsletter,
      article.url,
      article.guid,
      article.title,
      article.series,
      article.publishedAt,
      article.author,
      article.excerpt,
      article.section,
      article.categories,
      article.communes,
      article.premium,
      JSON.stringify(article.image),
      JSON.stringify(article.images),
      JSON.stringify(article.flags),
      article.contentHash,
      article.readRank,
      article.firstSeenAt,
      article.lastSeenAt,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the article was not stored');
  return { ...article, id };
}
