/** The round: visits every feed of a newsletter, remembers its articles, and reports; no feed breaks another. */
import type { ArticleId, FeedId } from '../audience/ids.ts';
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';
import type { GatheredArticle } from './article.ts';
import { byHost } from './by-host.ts';
import { addressOf, type StoredFeed } from './feed-memory.ts';
import { findNearDuplicates, nearInTime } from './near-duplicates.ts';
import type { GatherNeeds, GatherOptions } from './needs.ts';
import { type FeedReport, type GatherReport, reportOf } from './report.ts';
import { settingsKey } from './settings-key.ts';
import { type TakenIn, takeIn } from './take-in.ts';
import { type Visit, visitFeed } from './visit.ts';

const limits = { hosts: 24, readers: 4, waitingBytes: 12_000_000 };

/** Throws when the memory fails or the signal aborts; whatever feeds do is told in the report. */
export async function gatherFeeds(
  newsletter: Newsletter,
  needs: GatherNeeds,
  signal: AbortSignal,
  options: GatherOptions = {},
): Promise<GatherReport> {
  const started = performance.now();
  const feeds = await openFeeds(newsletter, needs);
  const round = newRound();
  const left = hostsLeftAlone(feeds, needs.now());
  const ask = async (one: OpenFeed) => {
    const host = hostOf(one.feed, needs.now());
    const timeLimit = timeLeft(started, options.within);
    const rests = (left.has(host) && !options.insist) || timeLimit === 0;
    const answer = rests ? resting : await visit(one, newsletter, needs, signal, { ...options, timeLimit });
    if (answer.kind === 'failed' && answer.trouble.kind === 'busy') left.add(host);
    return { answer, bytes: answer.kind === 'document' ? answer.response.body.length : 0 };
  };
  const read = async (one: OpenFeed, answer: Visit) => {
    signal.throwIfAborted();
    const taken = await takeIn({ ...one, newsletter, now: needs.now() }, answer, needs);
    round.add(one.feed, taken);
    options.onFeed?.(taken.report);
  };
  for (const some of inOrder(feeds))
    await byHost(some, ({ feed }) => hostOf(feed, needs.now()), limits, ask, read);
  await flagDuplicates(newsletter.name, needs, [...round.added, ...round.changed]);
  if (round.rankings.length > 0) await needs.articles.rankMostRead(newsletter.name, inTurn(round.rankings));
  const reports = feeds.flatMap(({ feed }) => round.reports.get(feed.id) ?? []);
  const seconds = (performance.now() - started) / 1_000;
  return reportOf(newsletter.name, reports, round.changed.length, seconds);
}

/** 0 in the last quarter of the time: a slow server must not be called broken for want of it. */
function timeLeft(started: number, within: number | undefined): number | undefined {
  if (within === undefined) return undefined;
  const left = within - (performance.now() - started);
  return left < within / 4 ? 0 : left;
}

type OpenFeed = { readonly feed: StoredFeed; readonly settings: FeedSettings };

async function openFeeds({ name, feeds }: Newsletter, needs: GatherNeeds): Promise<readonly OpenFeed[]> {
  const byUrl = new Map(feeds.map((settings) => [settings.url, settings]));
  const stored = await needs.feeds.open(name, [...byUrl.keys()]);
  return stored.flatMap((feed) => {
    const settings = byUrl.get(feed.url);
    return settings ? [{ feed, settings }] : [];
  });
}

/** The most read rank what the others brought; feeds that failed last time wait behind their neighbours. */
function inOrder(feeds: readonly OpenFeed[]): readonly (readonly OpenFeed[])[] {
  return [false, true].map((ranks) =>
    feeds
      .filter(({ settings }) => settings.most_read === ranks)
      .sort((one, other) => one.feed.failures - other.feed.failures),
  );
}

const resting: Visit = { kind: 'resting' };

/** Hosts of which a feed was told to come back later: a limit is the server's, so all of its feeds rest (RFC 6585, 4). */
function hostsLeftAlone(feeds: readonly OpenFeed[], now: Date): Set<string> {
  const busy = feeds.filter(
    ({ feed }) => feed.lastOutcome === 'busy' && feed.nextVisitAt !== null && feed.nextVisitAt > now,
  );
  return new Set(busy.map(({ feed }) => hostOf(feed, now)));
}

function hostOf(feed: StoredFeed, now: Date): string {
  return URL.parse(addressOf(feed, now))?.hostname ?? feed.url;
}

function visit(
  { feed, settings }: OpenFeed,
  newsletter: Newsletter,
  needs: GatherNeeds,
  signal: AbortSignal,
  { insist = false, timeLimit }: GatherOptions & { readonly timeLimit: number | undefined },
): Promise<Visit> {
  return visitFeed(feed, needs.fetch, needs.now(), {
    settingsKey: settingsKey(newsletter, settings),
    // Ranks must also reach articles that came after the ranking was last read.
    whole: settings.most_read,
    insist,
    contact: newsletter.publisher.contact,
    signal,
    ...(timeLimit !== undefined && { timeLimit }),
  });
}

/** What a round knows so far. */
function newRound() {
  const reports = new Map<FeedId, FeedReport>();
  const added: ArticleId[] = [];
  const changed: ArticleId[] = [];
  const rankings: (readonly GatheredArticle[])[] = [];
  const add = (feed: StoredFeed, taken: TakenIn) => {
    reports.set(feed.id, taken.report);
    added.push(...taken.added);
    changed.push(...taken.changed);
    if (taken.ranked.length > 0) rankings.push(taken.ranked);
  };
  return { reports, added, changed, rankings, add };
}

async function flagDuplicates(
  newsletter: string,
  needs: GatherNeeds,
  ids: readonly ArticleId[],
): Promise<void> {
  if (ids.length === 0) return;
  const headlines = await needs.articles.headlinesAround(newsletter, ids, nearInTime);
  // A flag that names a changed article may have lost its reason.
  const named = headlines.filter(({ nearTo }) => nearTo !== null && ids.includes(nearTo)).map(({ id }) => id);
  const unsure = new Set([...ids, ...named]);
  await needs.articles.flagNearDuplicates([...unsure], findNearDuplicates(headlines, unsure));
}

/** Several rankings are read in turn: the first of each, then the second of each. */
function inTurn(rankings: readonly (readonly GatheredArticle[])[]): GatheredArticle[] {
  const longest = Math.max(0, ...rankings.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    rankings.flatMap((ranking) => ranking[place] ?? []),
  ).flat();
}
