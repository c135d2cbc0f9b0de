/** What is remembered of feeds: one row per newsletter and address. */
import { type RawBuilder, sql } from 'kysely';
import type { FeedId } from '../../audience/ids.ts';
import type { StoredFeed } from '../../gather/feed-memory.ts';
import type { Db } from './database.ts';

const columns = sql.raw(`id, url, redirect_to as "redirectTo", redirect_since as "redirectSince", etag,
  last_modified as "lastModified", body_hash as "bodyHash", visited_at as "visitedAt",
  next_visit_at as "nextVisitAt", healthy_at as "healthyAt", failing_since as "failingSince", failures,
  gone_at as "goneAt", last_status as "lastStatus", last_outcome as "lastOutcome", last_trouble as "lastTrouble",
  newest_article_at as "newestArticleAt", items, unknown_categories as "unknownCategories"`);

/** The newsletter's feeds at these addresses, in their order; those never seen before get a row. */
export async function feedsAt(
  db: Db,
  newsletter: string,
  urls: readonly string[],
): Promise<readonly StoredFeed[]> {
  await sql`insert into feeds (newsletter, url) select ${newsletter}, unnest(${urls}::text[])
    on conflict do nothing`.execute(db);
  const { rows } = await sql<StoredFeed>`select ${columns} from feeds
    where newsletter = ${newsletter} and url = any(${urls}::text[])
    order by array_position(${urls}::text[], url)`.execute(db);
  return rows;
}

/** Stores what visits changed. */
export async function recordVisits(db: Db, feeds: readonly StoredFeed[]): Promise<void> {
  if (feeds.length > 0) await visitsStatement(feeds).execute(db);
}

function visitsStatement(feeds: readonly StoredFeed[]): RawBuilder<unknown> {
  return sql`update feeds set
      redirect_to = v."redirectTo", redirect_since = v."redirectSince",
      etag = v.etag, last_modified = v."lastModified", body_hash = v."bodyHash",
      visited_at = v."visitedAt", next_visit_at = v."nextVisitAt", healthy_at = v."healthyAt",
      failing_since = v."failingSince", failures = v.failures, gone_at = v."goneAt",
      last_status = v."lastStatus", last_outcome = v."lastOutcome", last_trouble = v."lastTrouble",
      newest_article_at = v."newestArticleAt", items = v.items, unknown_categories = v."unknownCategories"
    from jsonb_to_recordset(${JSON.stringify(feeds)}::jsonb) as v(
      id bigint, "redirectTo" text, "redirectSince" timestamptz, etag text, "lastModified" text, "bodyHash" text,
      "visitedAt" timestamptz, "nextVisitAt" timestamptz, "healthyAt" timestamptz, "failingSince" timestamptz,
      failures int, "goneAt" timestamptz, "lastStatus" int, "lastOutcome" text, "lastTrouble" jsonb,
      "newestArticleAt" timestamptz, items int, "unknownCategories" text[])
    where feeds.id = v.id`;
}

/** Feeds that left newsletter.yaml no longer speak for their articles. */
export async function releaseArticlesOfOtherFeeds(
  db: Db,
  newsletter: string,
  feedIds: readonly FeedId[],
): Promise<void> {
  await sql`update articles set feed_id = null where newsletter = ${newsletter}
    and feed_id is not null and feed_id <> all(${feedIds}::bigint[])`.execute(db);
}
