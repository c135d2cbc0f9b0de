/** Takes in what one visit brought: the document is read, its articles are remembered, the feed's memory is kept. */
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';
import { afterDocument, afterFailure, afterUnchanged } from './after-visit.ts';
import type { GatheredArticle } from './article.ts';
import type { StoredFeed } from './feed-memory.ts';
import type { GatherNeeds, Remembered } from './needs.ts';
import { problemsOf } from './problems.ts';
import { readFeed } from './read-feed.ts';
import { rememberArticles } from './remember.ts';
import type { FeedReport } from './report.ts';
import type { Visit, VisitFailure } from './visit.ts';

export type Visited = {
  readonly newsletter: Newsletter;
  readonly feed: StoredFeed;
  readonly settings: FeedSettings;
  readonly now: Date;
};

export type TakenIn = Remembered & {
  readonly report: FeedReport;
  /** The items of a most read feed, the most read first. */
  readonly ranked: readonly GatheredArticle[];
};

export async function takeIn(visited: Visited, visit: Visit, needs: GatherNeeds): Promise<TakenIn> {
  const { feed, now } = visited;
  switch (visit.kind) {
    case 'resting':
      return nothingNew(reportOn(visited, feed, 'resting', null));
    case 'failed':
      return takeInFailure(visited, visit, needs);
    case 'unchanged': {
      const next = afterUnchanged(feed, visit.response, now);
      await needs.feeds.record([next]);
      return nothingNew(reportOn(visited, next, 'unchanged', visit.response.status));
    }
    case 'document':
      return takeInDocument(visited, visit, needs);
  }
}

async function takeInFailure(visited: Visited, failure: VisitFailure, needs: GatherNeeds): Promise<TakenIn> {
  const next = afterFailure(visited.feed, failure, visited.now);
  await needs.feeds.record([next]);
  return nothingNew(reportOn(visited, next, failure.trouble.kind, failure.status));
}

async function takeInDocument(
  visited: Visited,
  { response, bodyHash }: Extract<Visit, { kind: 'document' }>,
  needs: GatherNeeds,
): Promise<TakenIn> {
  const { newsletter, feed, settings, now } = visited;
  const document = await readFeed(response.body, response.headers['content-type'] ?? null, {
    newsletter,
    feed: settings,
    url: response.url,
    visitedAt: now,
  });
  const { status } = response;
  if (document.kind !== 'articles') {
    const trouble = { ...document, movedTo: response.url === feed.url ? null : response.url };
    return takeInFailure(visited, { kind: 'failed', trouble, status, wait: null }, needs);
  }
  const { articles, ttl, unknownCategories } = document;
  const remembered = settings.most_read ? nothing : await remember(visited, articles, needs);
  const read = { response, bodyHash, ttl, items: articles.length, newestArticleAt: newest(articles) };
  const next = afterDocument(feed, { ...read, unknownCategories }, now);
  // After the articles: should the process end between the two, the next visit reads the document again.
  await needs.feeds.record([next]);
  const report = reportOn(visited, next, 'articles', status, articles);
  return {
    ...remembered,
    report: { ...report, new: remembered.added.length },
    ranked: settings.most_read ? articles : [],
  };
}

function remember(
  { newsletter, feed, now }: Visited,
  articles: readonly GatheredArticle[],
  needs: GatherNeeds,
): Promise<Remembered> {
  return needs.articles.remember(newsletter.name, feed.id, articles, now, (known) =>
    rememberArticles(known, articles, { feedId: feed.id, now }),
  );
}

const nothing: Remembered = { added: [], changed: [] };

function nothingNew(report: FeedReport): TakenIn {
  return { ...nothing, report, ranked: [] };
}

/** feed: as it is remembered after the visit. */
function reportOn(
  { settings, now }: Visited,
  feed: StoredFeed,
  outcome: FeedReport['outcome'],
  status: number | null,
  articles: readonly GatheredArticle[] = [],
): FeedReport {
  const { url, items, failures } = feed;
  const problems = problemsOf(feed, settings, articles, now);
  return { url, outcome, status, articles: items, new: 0, problems, failing: failures > 0 };
}

function newest(articles: readonly GatheredArticle[]): Date | null {
  const latest = Math.max(0, ...articles.map(({ publishedAt }) => publishedAt?.getTime() ?? 0));
  return latest > 0 ? new Date(latest) : null;
}
