/** What a round needs of the world, and what may be asked of a round. */
import type { ArticleId, FeedId } from '../audience/ids.ts';
import type { GatheredArticle } from './article.ts';
import type { StoredFeed } from './feed-memory.ts';
import type { Fetch } from './fetched.ts';
import type { Headline, NearDuplicate } from './near-duplicates.ts';
import type { KnownArticle, RememberDecision } from './remember.ts';
import type { FeedReport } from './report.ts';

export type GatherNeeds = {
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly feeds: FeedMemory;
  readonly articles: ArticleMemory;
};

type FeedMemory = {
  /** In the order of the addresses; an unknown one is made known. Other feeds give up their articles. */
  readonly open: (newsletter: string, urls: readonly string[]) => Promise<readonly StoredFeed[]>;
  readonly record: (feeds: readonly StoredFeed[]) => Promise<void>;
};

type ArticleMemory = {
  /** Reads what is known, asks decide, and writes its decision, as one. */
  readonly remember: (
    newsletter: string,
    feedId: FeedId,
    gathered: readonly GatheredArticle[],
    now: Date,
    decide: (known: readonly KnownArticle[]) => RememberDecision,
  ) => Promise<Remembered>;
  /** Titles published within these milliseconds of one of the articles. */
  readonly headlinesAround: (
    newsletter: string,
    ids: readonly ArticleId[],
    milliseconds: number,
  ) => Promise<readonly Headline[]>;
  /** Of the changed articles those that are found are flagged, the others are not, or no longer. */
  readonly flagNearDuplicates: (
    changed: readonly ArticleId[],
    found: readonly NearDuplicate[],
  ) => Promise<void>;
  /** The first is the most read; articles that are not named lose their rank. */
  readonly rankMostRead: (newsletter: string, mostRead: readonly RankedItem[]) => Promise<void>;
};

export type Remembered = { readonly added: readonly ArticleId[]; readonly changed: readonly ArticleId[] };
export type RankedItem = { readonly url: string; readonly guid: string | null };

export type GatherOptions = {
  /** Visits feeds that rest, too. */
  readonly insist?: boolean;
  /** Milliseconds, where a person waits: a feed has what is left of them to answer, and rests where that is too little. */
  readonly within?: number;
  /** Called after each feed. */
  readonly onFeed?: (report: FeedReport) => void;
};
