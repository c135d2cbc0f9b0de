/** The memory of articles: one row per newsletter and canonical address, and the feeds that carry it. */
import { sql, type Transaction } from 'kysely';
import type { ArticleId, FeedId } from '../../audience/ids.ts';
import type { Article, GatheredArticle } from '../../gather/article.ts';
import type { Headline, NearDuplicate } from '../../gather/near-duplicates.ts';
import type { RankedItem, Remembered } from '../../gather/needs.ts';
import type { ArticleRecord, KnownArticle, RememberDecision } from '../../gather/remember.ts';
import type { Db } from './database.ts';

/** Every column of an Article; `a` is articles, `f` the feed that brought it (left join). */
const articleColumns = sql.raw(`a.id, a.newsletter, a.url, a.guid, a.title, a.series,
  a.published_at as "publishedAt", a.updated_at as "updatedAt", a.author, a.excerpt, a.section,
  a.categories, a.communes, a.premium, a.image, a.images, a.flags, a.content_hash as "contentHash",
  a.read_rank as "readRank", a.first_seen_at as "firstSeenAt", a.last_seen_at as "lastSeenAt",
  coalesce(f.url, '') as feed`);

/** The newsletter's articles published since then, newest first; all of them without a date. */
export async function articlesSince(
  db: Db,
  newsletter: string,
  since: Date | null,
): Promise<readonly Article[]> {
  const { rows } = await sql<Article>`select ${articleColumns}
    from articles a left join feeds f on f.id = a.feed_id
    where a.newsletter = ${newsletter} and a.published_at >= ${since ?? '-infinity'}
    order by a.published_at desc, a.id desc`.execute(db);
  return rows;
}

/**
 * Reads what is known of a feed's articles, lets decide say what becomes of them, and writes it, all under one lock
 * per newsletter: two feeds that bring the same article at once must find each other.
 */
export async function rememberFeed(
  db: Db,
  newsletter: string,
  feedId: FeedId,
  gathered: readonly GatheredArticle[],
  now: Date,
  decide: (known: readonly KnownArticle[]) => RememberDecision,
): Promise<Remembered> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`articles of ${newsletter}`}, 0))`.execute(
      transaction,
    );
    const decision = decide(await knownArticles(transaction, newsletter, gathered));
    const added = await insertArticles(transaction, newsletter, feedId, now, decision.inserts);
    await updateArticles(transaction, feedId, decision.updates);
    await recordCarried(transaction, newsletter, feedId, now, decision.carried);
    if (decision.visibleSince) await flagVanished(transaction, feedId, now, decision.visibleSince);
    return { added, changed: decision.updates.map(({ id }) => id) };
  });
}

type Tx = Transaction<Record<never, never>>;

async function knownArticles(
  db: Tx,
  newsletter: string,
  gathered: readonly GatheredArticle[],
): Promise<readonly KnownArticle[]> {
  const urls = gathered.map(({ url }) => url);
  const guids = gathered.map(({ guid }) => guid).filter((guid) => guid !== null);
  const { rows } = await sql<KnownArticle>`
    with met as (
      select id from articles where newsletter = ${newsletter} and url = any(${urls}::text[])
      union
      select af.article_id from article_feeds af join feeds fe on fe.id = af.feed_id
        where fe.newsletter = ${newsletter} and af.guid = any(${guids}::text[]))
    select ${articleColumns}, a.feed_id as "feedId", a.date_from as "dateFrom",
      (select coalesce(jsonb_agg(jsonb_build_object('feedId', af.feed_id, 'guid', af.guid)), '[]')
        from article_feeds af where af.article_id = a.id and af.guid is not null) as guids
    from articles a join met on met.id = a.id left join feeds f on f.id = a.feed_id`.execute(db);
  return rows;
}

/** The columns of an ArticleRecord as they come out of one JSON array. */
const recordColumns = sql.raw(`url text, guid text, title text, series text, "publishedAt" timestamptz,
  "dateFrom" text, "updatedAt" timestamptz, author text, excerpt text, section text, categories text[],
  communes text[], premium boolean, image jsonb, images jsonb, flags jsonb, "contentHash" text`);

async function insertArticles(
  db: Tx,
  newsletter: string,
  feedId: FeedId,
  now: Date,
  articles: readonly ArticleRecord[],
): Promise<readonly ArticleId[]> {
  if (articles.length === 0) return [];
  const { rows } = await sql<{
    id: ArticleId;
  }>`insert into articles (newsletter, feed_id, url, guid, title, series,
      published_at, date_from, updated_at, author, excerpt, section, categories, communes, premium,
      image, images, flags, content_hash, first_seen_at, last_seen_at)
    select ${newsletter}, ${feedId}, url, guid, title, series, "publishedAt", "dateFrom", "updatedAt", author,
      excerpt, section, categories, communes, premium, nullif(image, 'null'), images, flags, "contentHash",
      ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(articles)}::jsonb) as r(${recordColumns})
    on conflict (newsletter, url) do nothing returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** An article that nobody spoke for belongs to the feed that carries it now. */
async function updateArticles(db: Tx, feedId: FeedId, updates: RememberDecision['updates']): Promise<void> {
  if (updates.length === 0) return;
  const rows = updates.map(({ id, article }) => ({ id, ...article }));
  await sql`update articles a set url = r.url, guid = r.guid, title = r.title, series = r.series,
      published_at = r."publishedAt", date_from = r."dateFrom", updated_at = r."updatedAt", author = r.author,
      excerpt = r.excerpt, section = r.section, categories = r.categories, communes = r.communes,
      premium = r.premium, image = nullif(r.image, 'null'), images = r.images, flags = r.flags,
      content_hash = r."contentHash", feed_id = coalesce(a.feed_id, ${feedId})
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, ${recordColumns})
    where a.id = r.id`.execute(db);
}

async function recordCarried(
  db: Tx,
  newsletter: string,
  feedId: FeedId,
  now: Date,
  carried: RememberDecision['carried'],
): Promise<void> {
  await sql`with carried as (
      select coalesce(c.id, a.id) as id, c.guid
      from jsonb_to_recordset(${JSON.stringify(carried)}::jsonb) as c(id bigint, url text, guid text)
      left join articles a on c.id is null and a.newsletter = ${newsletter} and a.url = c.url),
    -- A page that was away and is still in its feed the next day gets another chance; the check asks for it again.
    seen as (update articles set last_seen_at = ${now},
        gone_at = case when gone_at > ${now}::timestamptz - interval '12 hours' then gone_at end
      where id in (select id from carried))
    insert into article_feeds (article_id, feed_id, guid)
    select id, ${feedId}, guid from carried where id is not null
    on conflict (article_id, feed_id) do update set guid = excluded.guid
      where article_feeds.guid is distinct from excluded.guid`.execute(db);
}

/** An article that another feed carries too is that one's to withdraw as well; one that comes back is told anew, without the flag. */
async function flagVanished(db: Tx, feedId: FeedId, now: Date, since: Date): Promise<void> {
  await sql`update articles a set flags = a.flags || jsonb_build_array(jsonb_build_object('kind', 'vanished', 'at', ${now.toISOString()}::text))
    where a.feed_id = ${feedId} and a.date_from = 'feed' and a.published_at > ${since} and a.last_seen_at < ${now}
      and not a.flags @> '[{"kind":"vanished"}]'
      and not exists (select from article_feeds o where o.article_id = a.id and o.feed_id <> ${feedId})`.execute(
    db,
  );
}

/** Titles of everything that was published within this many milliseconds of one of these articles, oldest id first. */
export async function headlinesAround(
  db: Db,
  newsletter: string,
  ids: readonly ArticleId[],
  milliseconds: number,
): Promise<readonly Headline[]> {
  const { rows } = await sql<Headline>`
    with span as (select min(published_at) as first, max(published_at) as last
      from articles where id = any(${ids}::bigint[]))
    select id, title, published_at as "publishedAt",
      (jsonb_path_query_first(flags, '$[*] ? (@.kind == "near_duplicate").of') #>> '{}')::bigint as "nearTo"
    from articles, span
    where newsletter = ${newsletter}
      and published_at between first - ${`${milliseconds} milliseconds`}::interval
                           and last + ${`${milliseconds} milliseconds`}::interval
    order by id`.execute(db);
  return rows;
}

/** Sets or takes away the near-duplicate flag of each of the changed articles. */
export async function flagNearDuplicates(
  db: Db,
  changed: readonly ArticleId[],
  found: readonly NearDuplicate[],
): Promise<void> {
  await sql`with found as (
      select id, jsonb_build_object('kind', 'near_duplicate', 'of', "of", 'title', title) as flag
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as r(id bigint, "of" bigint, title text)),
    next as (
      select a.id, (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(a.flags) one
          where one->>'kind' <> 'near_duplicate') || case when found.id is null then '[]' else jsonb_build_array(found.flag) end as flags
      from articles a left join found on found.id = a.id
      where a.id = any(${changed}::bigint[]) and (found.id is not null or a.flags @> '[{"kind":"near_duplicate"}]'))
    update articles a set flags = next.flags from next where a.id = next.id and a.flags <> next.flags`.execute(
    db,
  );
}

/** Ranks the articles at these addresses or with these guids, the most read first; all others have no rank. */
export async function rankMostRead(
  db: Db,
  newsletter: string,
  mostRead: readonly RankedItem[],
): Promise<void> {
  await sql`with ranked as (
      select r.url, r.guid, row_number() over () as rank
      from jsonb_to_recordset(${JSON.stringify(mostRead)}::jsonb) as r(url text, guid text)),
    next as (
      select a.id, min(ranked.rank)::int as rank from articles a
      left join ranked on ranked.url = a.url or ranked.guid = a.guid
      where a.newsletter = ${newsletter} and (ranked.rank is not null or a.read_rank is not null)
      group by a.id)
    update articles a set read_rank = next.rank from next
    where a.id = next.id and a.read_rank is distinct from next.rank`.execute(db);
}
