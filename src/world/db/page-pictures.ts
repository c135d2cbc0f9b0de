/** The memory of pages that were asked for the picture they are shared with. */
import { sql } from 'kysely';
import type { ArticleImage } from '../../gather/article.ts';
import type { Db } from './database.ts';

/** What the page said when it was last asked, null when it named no picture; undefined when it is time to ask. */
export async function knownPagePicture(
  db: Db,
  pageUrl: string,
  now: Date,
): Promise<ArticleImage | null | undefined> {
  const { rows } = await sql<{ image: ArticleImage | null }>`
    select image from page_pictures where page_url = ${pageUrl} and ask_again_at > ${now}`.execute(db);
  return rows[0]?.image;
}

/** What the page said last, however long ago: what an editor sees of it. */
export async function lastPagePicture(db: Db, pageUrl: string): Promise<ArticleImage | null> {
  const { rows } = await sql<{ image: ArticleImage | null }>`
    select image from page_pictures where page_url = ${pageUrl}`.execute(db);
  return rows[0]?.image ?? null;
}

/** The same for many pages at once: those that named one. */
export async function lastPagePictures(
  db: Db,
  pageUrls: readonly string[],
): Promise<ReadonlyMap<string, ArticleImage>> {
  const { rows } = await sql<{ page: string; image: ArticleImage }>`
    select page_url as page, image from page_pictures
    where page_url = any(${[...pageUrls]}::text[]) and image is not null`.execute(db);
  return new Map(rows.map(({ page, image }) => [page, image]));
}

export async function keepPagePicture(
  db: Db,
  pageUrl: string,
  image: ArticleImage | null,
  askAgainAt: Date,
): Promise<void> {
  await sql`
    insert into page_pictures (page_url, image, ask_again_at)
    values (${pageUrl}, ${image === null ? null : JSON.stringify(image)}::jsonb, ${askAgainAt})
    on conflict (page_url) do update set image = excluded.image, ask_again_at = excluded.ask_again_at`.execute(
    db,
  );
}
