/** The round: visits every feed of a newsletter, remembers its articles, and reports; no feed breaks another. */
import type { ArticleId, FeedId } from '../audience/ids.ts';
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';
import { afterDocument, afterFailure, afterUnchanged } from './after-visit.ts';
import type { GatheredArticle } from './article.ts';
import { byHost } from './by-host.ts';
import { addressOf, type StoredFeed } from './feed-memory.ts';
import type { Fetch, Response } from './fetched.ts';
import { findNearDuplicates, type Headline, type NearDuplicate, nearInTime } from './near-duplicates.ts';
import { problemsOf } from './problems.ts';
import { readFeed } from './read-feed.ts';
import { type KnownArticle, type RememberDecision, rememberArticles } from './remember.ts';
import { type FeedReport, type GatherReport, reportOf } from './report.ts';
import { settingsKey } from './settings-key.ts';
import { type Visit, type VisitFailure, visitFeed } from './visit.ts';

export type GatherNeeds = {
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly feeds: {
    /** In the order of the addresses; an unknown one is made known. Other feeds give up their articles. */
    readonly open: (newsletter: string, urls: readonly string[]) => Promise<readonly StoredFeed[]>;
    readonly record: (feeds: readonly StoredFeed[]) => Promise<void>;
  };
  readonly articles: {
    readonly remember: (
      newsletter: string,
      feedId: FeedId,
      gathered: readonly GatheredArticle[],
      now: Date,
      decide: (known: readonly KnownArticle[]) => RememberDecision,
    ) => Promise<{ readonly added: readonly ArticleId[]; readonly changed: readonly ArticleId[] }>;
    readonly headlinesAround: (
      newsletter: string,
      ids: readonly ArticleId[],
      milliseconds: number,
    ) => Promise<readonly Headline[]>;
    readonly flagNearDuplicates: (
      changed: readonly ArticleId[],
      found: readonly NearDuplicate[],
    ) => Promise<void>;
    readonly rankMostRead: (
      newsletter: string,
      mostRead: readonly { readonly url: string; readonly guid: string | null }[],
    ) => Promise<unknown>;
  };
};

export type GatherOptions = {
  /** Visits feeds that rest, too. */
  readonly insist?: boolean;
  /** Called after each feed. */
  readonly onFeed?: (report: FeedReport) => void;
};

const limits = { hosts: 24, readers: 4, waitingBytes: 8_000_000 };

/** Throws when the memory fails or the signal aborts; whatever feeds do is told in the report. */
export async function gatherFeeds(
  newsletter: Newsletter,
  needs: GatherNeeds,
  signal: AbortSignal,
  options: GatherOptions = {},
): Promise<GatherReport> {
  const started = performance.now();
  const stored = await needs.feeds.open(newsletter.name, [
    ...new Set(newsletter.feeds.map(({ url }) => url)),
  ]);
  const round = newRound(newsletter, needs, signal, options);
  const feeds = stored.flatMap((feed) => {
    const settings = newsletter.feeds.find(({ url }) => url === feed.url);
    return settings ? [{ feed, settings }] : [];
  });
  // Those that failed last time wait behind their neighbours; the most read need the others' articles.
  const [ranking, telling] = [true, false].map((ranks) =>
    feeds
      .filter(({ settings }) => settings.most_read === ranks)
      .sort((one, other) => one.feed.failures - other.feed.failures),
  );
  for (const some of [telling ?? [], ranking ?? []])
    await byHost(some, (one) => hostOf(one.feed, needs.now()), limits, round.ask, round.read);
  await flagDuplicates(newsletter.name, needs, [...round.added, ...round.changed]);
  if (round.ranked.length > 0) await needs.articles.rankMostRead(newsletter.name, inTurn(round.ranked));
  const reports = feeds.flatMap(({ feed }) => round.reports.get(feed.id) ?? []);
  return reportOf(newsletter.name, reports, round.changed.length, (performance.now() - started) / 1_000);
}

type Asked = { readonly feed: StoredFeed; readonly settings: FeedSettings };

function hostOf(feed: StoredFeed, now: Date): string {
  return URL.parse(addressOf(feed, now))?.hostname ?? feed.url;
}

/** What one round knows so far. */
function newRound(newsletter: Newsletter, needs: GatherNeeds, signal: AbortSignal, options: GatherOptions) {
  const reports = new Map<FeedId, FeedReport>();
  const added: ArticleId[] = [];
  const changed: ArticleId[] = [];
  const ranked: (readonly GatheredArticle[])[] = [];
  const keep = (feed: StoredFeed, report: FeedReport) => {
    reports.set(feed.id, report);
    options.onFeed?.(report);
  };

  const ask = async ({ feed, settings }: Asked) => {
    const answer = await visitFeed(feed, needs.fetch, needs.now(), {
      settingsKey: settingsKey(newsletter, settings),
      // Ranks must also reach articles that came after the ranking was last read.
      whole: settings.most_read,
      insist: options.insist ?? false,
      contact: newsletter.publisher.contact,
      signal,
    });
    return { answer, bytes: answer.kind === 'document' ? answer.response.body.length : 0 };
  };

  const read = async (asked: Asked, visit: Visit): Promise<void> => {
    signal.throwIfAborted();
    const { feed } = asked;
    const now = needs.now();
    switch (visit.kind) {
      case 'resting':
        return keep(feed, told(asked, feed, 'resting', null, [], now));
      case 'failed':
        return fail(asked, visit, now);
      case 'unchanged': {
        const next = afterUnchanged(feed, visit.response, now);
        await needs.feeds.record([next]);
        return keep(feed, told(asked, next, 'unchanged', visit.response.status, [], now));
      }
      case 'document':
        return readDocument(asked, visit.response, visit.bodyHash, now);
    }
  };

  const fail = async (asked: Asked, failure: VisitFailure, now: Date): Promise<void> => {
    const next = afterFailure(asked.feed, failure, now);
    await needs.feeds.record([next]);
    keep(asked.feed, told(asked, next, failure.outcome, failure.status, [], now));
  };

  const readDocument = async (
    asked: Asked,
    response: Response,
    bodyHash: string,
    now: Date,
  ): Promise<void> => {
    const { feed, settings } = asked;
    const document = await readFeed(response.body, response.headers['content-type'] ?? null, {
      newsletter,
      feed: settings,
      url: response.url,
      visitedAt: now,
    });
    if (document.kind !== 'articles') {
      const reason = `${response.url}: ${document.reason}`;
      const failure = {
        kind: 'failed',
        outcome: document.kind,
        status: response.status,
        reason,
        wait: null,
      } as const;
      return fail(asked, failure, now);
    }
    const { articles, ttl, unknownCategories } = document;
    const remembered = settings.most_read
      ? { added: [], changed: [] }
      : await needs.articles.remember(newsletter.name, feed.id, articles, now, (known) =>
          rememberArticles(known, articles, { feedId: feed.id, now }),
        );
    if (settings.most_read) ranked.push(articles);
    added.push(...remembered.added);
    changed.push(...remembered.changed);
    const read = {
      response,
      bodyHash,
      ttl,
      items: articles.length,
      newestArticleAt: newest(articles),
      unknownCategories,
    };
    const next = afterDocument(feed, read, now);
    await needs.feeds.record([next]);
    const report = told(asked, next, 'articles', response.status, articles, now);
    keep(feed, { ...report, new: remembered.added.length });
  };

  return { ask, read, reports, added, changed, ranked };
}

function told(
  { settings }: Asked,
  feed: StoredFeed,
  outcome: FeedReport['outcome'],
  status: number | null,
  articles: readonly GatheredArticle[],
  now: Date,
): FeedReport {
  const problems = problemsOf(feed, settings, articles, now);
  return {
    url: feed.url,
    outcome,
    status,
    articles: feed.items,
    new: 0,
    problems,
    failing: feed.failures > 0,
  };
}

function newest(articles: readonly GatheredArticle[]): Date | null {
  const times = articles.map(({ publishedAt }) => publishedAt?.getTime() ?? 0);
  const latest = Math.max(0, ...times);
  return latest > 0 ? new Date(latest) : null;
}

async function flagDuplicates(
  newsletter: string,
  needs: GatherNeeds,
  ids: readonly ArticleId[],
): Promise<void> {
  if (ids.length === 0) return;
  const headlines = await needs.articles.headlinesAround(newsletter, ids, nearInTime);
  await needs.articles.flagNearDuplicates(ids, findNearDuplicates(headlines, new Set(ids)));
}

/** Several rankings are read in turn: the first of each, then the second of each. */
function inTurn(rankings: readonly (readonly GatheredArticle[])[]): GatheredArticle[] {
  const longest = Math.max(0, ...rankings.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    rankings.flatMap((ranking) => ranking[place] ?? []),
  ).flat();
}
