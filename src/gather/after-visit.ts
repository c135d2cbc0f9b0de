/** What a visit changes in the memory of its feed. */
import { addressOf, type StoredFeed } from './feed-memory.ts';
import type { Response } from './fetched.ts';
import { askedPause, backOff } from './next-visit.ts';
import type { VisitFailure } from './visit.ts';

export type ReadDocument = {
  readonly response: Response;
  readonly bodyHash: string;
  /** Minutes. */
  readonly ttl: number | null;
  readonly items: number;
  readonly newestArticleAt: Date | null;
  readonly unknownCategories: readonly string[];
};

export function afterDocument(feed: StoredFeed, read: ReadDocument, now: Date): StoredFeed {
  const { response } = read;
  return {
    ...afterHealthy(feed, response, now),
    lastOutcome: 'articles',
    etag: response.headers.etag ?? null,
    lastModified: response.headers['last-modified'] ?? null,
    bodyHash: read.bodyHash,
    nextVisitAt: later(now, askedPause(read.ttl, response.headers['cache-control'])),
    newestArticleAt: latest(feed.newestArticleAt, read.newestArticleAt),
    items: read.items,
    unknownCategories: read.unknownCategories,
  };
}

/** A 304 has no ttl: the pause that the document asked for goes on. */
export function afterUnchanged(feed: StoredFeed, response: Response, now: Date): StoredFeed {
  const asked =
    feed.failures === 0 && feed.nextVisitAt && feed.visitedAt
      ? feed.nextVisitAt.getTime() - feed.visitedAt.getTime()
      : 0;
  const pause = Math.max(asked, askedPause(null, response.headers['cache-control']));
  return { ...afterHealthy(feed, response, now), lastOutcome: 'unchanged', nextVisitAt: later(now, pause) };
}

/** The last good articles stay; so do ETag and hash, should the same document come back. */
export function afterFailure(feed: StoredFeed, failure: VisitFailure, now: Date): StoredFeed {
  const failures = feed.failures + 1;
  const pause = Math.max(backOff(failures), failure.wait ?? 0);
  // A new address that fails is not believed any longer: the next visit goes to the old one.
  const moved = addressOf(feed, now) === feed.url ? {} : { redirectTo: null, redirectSince: null };
  return {
    ...feed,
    ...moved,
    visitedAt: now,
    nextVisitAt: later(now, pause),
    failingSince: feed.failingSince ?? now,
    failures,
    goneAt: failure.trouble.kind === 'gone' ? (feed.goneAt ?? now) : null,
    lastStatus: failure.status,
    lastOutcome: failure.trouble.kind,
    lastTrouble: failure.trouble,
  };
}

function afterHealthy(feed: StoredFeed, response: Response, now: Date): StoredFeed {
  return {
    ...feed,
    ...movedBy(feed, response, now),
    visitedAt: now,
    healthyAt: now,
    failingSince: null,
    failures: 0,
    goneAt: null,
    lastStatus: response.status,
    lastTrouble: null,
  };
}

/** The week starts anew whenever the redirect changes or pauses; at the new address there is none to see. */
function movedBy(
  feed: StoredFeed,
  response: Response,
  now: Date,
): Pick<StoredFeed, 'redirectTo' | 'redirectSince'> {
  const atNewAddress = addressOf(feed, now) !== feed.url;
  if (atNewAddress && response.movedTo === null)
    return { redirectTo: feed.redirectTo, redirectSince: feed.redirectSince };
  if (response.movedTo === null) return { redirectTo: null, redirectSince: null };
  const same = response.movedTo === feed.redirectTo;
  return { redirectTo: response.movedTo, redirectSince: same ? (feed.redirectSince ?? now) : now };
}

function later(now: Date, pause: number): Date | null {
  return pause > 0 ? new Date(now.getTime() + pause) : null;
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
