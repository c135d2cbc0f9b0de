/** What is remembered of a feed between two visits, and what its editor should know of it. */
import type { FeedId } from '../audience/ids.ts';
import type { FailureKind, FeedTrouble } from './feed-trouble.ts';

export type StoredFeed = {
  readonly id: FeedId;
  /** As newsletter.yaml writes it. */
  readonly url: string;
  /** Where it says it moved for good, and since when it says so without a break. */
  readonly redirectTo: string | null;
  readonly redirectSince: Date | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hash of the body and of the settings it was read with: see bodyKey. */
  readonly bodyHash: string | null;
  readonly visitedAt: Date | null;
  /** Not to be asked before. */
  readonly nextVisitAt: Date | null;
  readonly healthyAt: Date | null;
  readonly failingSince: Date | null;
  readonly failures: number;
  readonly goneAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastOutcome: 'articles' | 'unchanged' | FailureKind | null;
  readonly lastTrouble: FeedTrouble | null;
  readonly newestArticleAt: Date | null;
  /** Items of the last document that was read. */
  readonly items: number;
  readonly unknownCategories: readonly string[];
};

export type FeedHealth =
  | { readonly kind: 'new' }
  | { readonly kind: 'healthy' }
  | FailingFeed
  | { readonly kind: 'gone'; readonly since: Date }
  | { readonly kind: 'silent'; readonly days: number };

export type FailingFeed = {
  readonly kind: 'failing';
  readonly since: Date;
  /** null: an earlier version did not note it so that it could be told. */
  readonly trouble: FeedTrouble | null;
};

const day = 86_400_000;

/** silentDays: the feed's own patience, from newsletter.yaml. */
export function feedHealth(feed: StoredFeed, silentDays: number, now: Date): FeedHealth {
  if (feed.goneAt) return { kind: 'gone', since: feed.goneAt };
  if (feed.failingSince) return { kind: 'failing', since: feed.failingSince, trouble: feed.lastTrouble };
  if (!feed.healthyAt) return { kind: 'new' };
  const days = feed.newestArticleAt
    ? Math.floor((now.getTime() - feed.newestArticleAt.getTime()) / day)
    : null;
  return days !== null && days > silentDays ? { kind: 'silent', days } : { kind: 'healthy' };
}

/** A feed that says for a week that it moved for good is asked at its new address; newsletter.yaml stays as it is. */
export function addressOf(feed: StoredFeed, now: Date): string {
  const believed = feed.redirectSince && now.getTime() - feed.redirectSince.getTime() >= 7 * day;
  return (believed && feed.redirectTo) || feed.url;
}
