/** One visit to a feed: asks only for what is new, and names what came back. */
import { createHash } from 'node:crypto';
import { addressOf, type StoredFeed } from './feed-memory.ts';
import type { FeedTrouble } from './feed-trouble.ts';
import type { Fetch, Response } from './fetched.ts';
import { retryAfter } from './next-visit.ts';

export type Visit =
  /** It asked to be left alone, or it failed lately. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'unchanged'; readonly response: Response }
  | { readonly kind: 'document'; readonly response: Response; readonly bodyHash: string }
  | VisitFailure;

export type VisitFailure = {
  readonly kind: 'failed';
  readonly trouble: FeedTrouble;
  /** Of the answer, where one came whole. */
  readonly status: number | null;
  /** Milliseconds the server asked to wait. */
  readonly wait: number | null;
};

export type VisitOptions = {
  /** Names the settings a document is read with: another key reads an unchanged document again. */
  readonly settingsKey: string;
  /** Asks for the document whether it changed or not. */
  readonly whole: boolean;
  /** Also while the feed rests. */
  readonly insist: boolean;
  readonly contact: string;
  /** Milliseconds; those of every request unless told. */
  readonly timeLimit?: number;
  readonly signal: AbortSignal;
};

const accepted =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5';

export async function visitFeed(
  feed: StoredFeed,
  fetch: Fetch,
  now: Date,
  options: VisitOptions,
): Promise<Visit> {
  if (!options.insist && feed.nextVisitAt && feed.nextVisitAt > now) return { kind: 'resting' };
  const sameSettings = feed.bodyHash?.endsWith(`:${options.settingsKey}`) ?? false;
  const conditional = sameSettings && !options.whole;
  const fetched = await fetch(addressOf(feed, now), {
    accept: accepted,
    contact: options.contact,
    signal: options.signal,
    ...(options.timeLimit !== undefined && { timeLimit: options.timeLimit }),
    ...(conditional && { etag: feed.etag, lastModified: feed.lastModified }),
  });
  if (fetched.kind !== 'response') return { kind: 'failed', trouble: fetched, status: null, wait: null };
  if (fetched.status === 304) return { kind: 'unchanged', response: fetched };
  if (fetched.status < 200 || fetched.status > 299) return refusal(fetched, now);
  const bodyHash = bodyKey(fetched.body, options.settingsKey);
  if (bodyHash === feed.bodyHash && !options.whole) return { kind: 'unchanged', response: fetched };
  return { kind: 'document', response: fetched, bodyHash };
}

function bodyKey(body: Uint8Array, settingsKey: string): string {
  return `${createHash('sha256').update(body).digest('hex')}:${settingsKey}`;
}

function refusal(response: Response, now: Date): VisitFailure {
  const { status, url } = response;
  const wait = retryAfter(response.headers['retry-after'], now);
  const busy = status === 429 || (status === 503 && wait !== null);
  const kind = status === 410 ? 'gone' : busy ? 'busy' : 'http_error';
  return { kind: 'failed', trouble: { kind, url, status }, status, wait };
}
