/** Joins what a feed brought to what is remembered: which articles are new, which changed, which are the same. */
import type { ArticleId, FeedId } from '../audience/ids.ts';
import type { Article, ArticleFlag, GatheredArticle } from './article.ts';

/** An article in memory, as much of it as this decision needs. */
export type KnownArticle = Article & {
  /** The feed that speaks for it; null when that one left newsletter.yaml. */
  readonly feedId: FeedId | null;
  readonly dateFrom: 'feed' | 'first_seen';
  /** guids by the feed that wrote them. */
  readonly guids: readonly { readonly feedId: FeedId; readonly guid: string }[];
};

/** Everything of an article that is stored. */
export type ArticleRecord = Omit<GatheredArticle, 'publishedAt'> & {
  readonly publishedAt: Date;
  readonly dateFrom: 'feed' | 'first_seen';
};

export type RememberDecision = {
  readonly inserts: readonly ArticleRecord[];
  readonly updates: readonly { readonly id: ArticleId; readonly article: ArticleRecord }[];
  /** Which articles the feed carries now, with the guid it gives them; the new ones by their address. */
  readonly carried: readonly {
    readonly id: ArticleId | null;
    readonly url: string;
    readonly guid: string | null;
  }[];
  /** Articles of this feed that are newer and that it does not carry any more have vanished; null when it cannot be said. */
  readonly visibleSince: Date | null;
};

export type RememberContext = { readonly feedId: FeedId; readonly now: Date };

export function rememberArticles(
  known: readonly KnownArticle[],
  gathered: readonly GatheredArticle[],
  context: RememberContext,
): RememberDecision {
  const find = finder(known, context.feedId);
  const inserts: ArticleRecord[] = [];
  const updates: { id: ArticleId; article: ArticleRecord }[] = [];
  const carried: { id: ArticleId | null; url: string; guid: string | null }[] = [];
  const seen = new Set<ArticleId | string>();
  for (const article of gathered) {
    const same = find(article);
    const identity = same?.id ?? article.url;
    // Some feeds carry an item twice: the first one, the newest by custom, counts.
    if (seen.has(identity)) continue;
    seen.add(identity);
    carried.push({ id: same?.id ?? null, url: article.url, guid: article.guid });
    if (!same) inserts.push(newArticle(article, context.now));
    else {
      const update =
        same.feedId === context.feedId || same.feedId === null
          ? changedArticle(same, article, context.now)
          : completedArticle(same, article);
      if (update) updates.push({ id: same.id, article: update });
    }
  }
  return { inserts, updates, carried, visibleSince: visibleSince(gathered) };
}

/** How many of its items, the oldest, a feed may have pinned or taken out of turn. */
const outOfTurn = 0.2;

/** How far back a feed shows everything: the age of its oldest item, those that may be out of turn aside. */
function visibleSince(gathered: readonly GatheredArticle[]): Date | null {
  const dates = gathered.flatMap(({ publishedAt }) => publishedAt ?? []).sort((one, other) => +other - +one);
  // A feed without dates, or of a handful of items, does not say where it ends.
  if (dates.length < 5 || dates.length < gathered.length) return null;
  return dates[Math.floor((1 - outOfTurn) * (dates.length - 1))] ?? null;
}

/** The address first, on all feeds; then the guid, which may only be compared inside a feed unless it is global. */
function finder(known: readonly KnownArticle[], feedId: FeedId) {
  const byUrl = new Map(known.map((one) => [one.url, one]));
  const byGuid = new Map<string, KnownArticle>();
  for (const one of known)
    for (const { feedId: writer, guid } of one.guids)
      if (writer === feedId || isGlobal(guid)) byGuid.set(guid, one);
  return (article: GatheredArticle) =>
    byUrl.get(article.url) ?? (article.guid === null ? undefined : byGuid.get(article.guid));
}

/** An address, tag: or urn: guid means the same article wherever it stands; «1234» does not. */
function isGlobal(guid: string): boolean {
  return /^(?:https?:\/\/[^/]+\/|tag:|urn:)/i.test(guid);
}

function newArticle(article: GatheredArticle, now: Date): ArticleRecord {
  return {
    ...article,
    publishedAt: article.publishedAt ?? now,
    dateFrom: article.publishedAt ? 'feed' : 'first_seen',
  };
}

/** The feed that brought the article first speaks for it. null when it says nothing new. */
function changedArticle(same: KnownArticle, article: GatheredArticle, now: Date): ArticleRecord | null {
  const modified = same.contentHash !== article.contentHash;
  const next: ArticleRecord = {
    ...article,
    ...datesOf(same, article),
    // What another feed completed stays where this one still says nothing.
    section: article.section ?? same.section,
    image: article.image ?? same.image,
    images: article.images.length > 0 ? article.images : same.images,
    flags: [
      ...article.flags,
      ...same.flags.filter(
        (flag) => flag.kind === 'near_duplicate' || (flag.kind === 'modified' && !modified),
      ),
      ...(modified ? [{ kind: 'modified', at: now.toISOString() } as const] : []),
    ],
  };
  return isSame(same, next) ? null : next;
}

/** Another feed only adds what is missing: a section feed knows the section that the site's feed leaves out. */
function completedArticle(same: KnownArticle, article: GatheredArticle): ArticleRecord | null {
  const next: ArticleRecord = {
    ...recordOf(same),
    section: same.section ?? article.section,
    image: same.image ?? article.image,
    images: same.images.length > 0 ? same.images : article.images,
    flags:
      same.section === null && article.section !== null
        ? same.flags.filter((flag: ArticleFlag) => flag.kind !== 'unknown_categories')
        : same.flags,
  };
  return isSame(same, next) ? null : next;
}

/** The earliest date stays: a modification, or a date moved by hand, does not make an old article new. */
function datesOf(same: KnownArticle, article: GatheredArticle) {
  const stated = article.publishedAt;
  if (!stated)
    return { publishedAt: same.publishedAt, dateFrom: same.dateFrom, updatedAt: article.updatedAt };
  const publishedAt = stated < same.publishedAt ? stated : same.publishedAt;
  const isClamped = article.flags.some((flag) => flag.kind === 'date_clamped');
  const moved = stated > same.publishedAt && same.dateFrom === 'feed' && !isClamped ? stated : null;
  return { publishedAt, dateFrom: 'feed' as const, updatedAt: article.updatedAt ?? moved ?? same.updatedAt };
}

function recordOf(known: KnownArticle): ArticleRecord {
  const { id, newsletter, feed, feedId, readRank, firstSeenAt, lastSeenAt, guids, ...record } = known;
  return record;
}

function isSame(known: KnownArticle, next: ArticleRecord): boolean {
  return sorted(recordOf(known)) === sorted(next);
}

/** jsonb gives the keys back in an order of its own. */
function sorted(record: ArticleRecord): string {
  return JSON.stringify(record, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
