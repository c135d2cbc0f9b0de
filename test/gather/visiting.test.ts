import { describe, expect, it } from 'vitest';
import type { FeedId } from '../../src/audience/ids.ts';
import { afterDocument, afterFailure, afterUnchanged } from '../../src/gather/after-visit.ts';
import { byHost } from '../../src/gather/by-host.ts';
import { addressOf, feedHealth, type StoredFeed } from '../../src/gather/feed-memory.ts';
import type { Response } from '../../src/gather/fetched.ts';
import { askedPause, backOff, retryAfter } from '../../src/gather/next-visit.ts';
import type { VisitFailure } from '../../src/gather/visit.ts';

const now = new Date('2026-11-22T12:00:00Z');
const minutes = (count: number) => count * 60_000;
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

const unvisited: StoredFeed = {
  id: 1 as FeedId,
  url: 'https://journal.example/feed/',
  redirectTo: null,
  redirectSince: null,
  etag: null,
  lastModified: null,
  bodyHash: null,
  visitedAt: null,
  nextVisitAt: null,
  healthyAt: null,
  failingSince: null,
  failures: 0,
  goneAt: null,
  lastStatus: null,
  lastOutcome: null,
  lastTrouble: null,
  newestArticleAt: null,
  items: 0,
  unknownCategories: [],
};
const response: Response = {
  kind: 'response',
  status: 200,
  url: unvisited.url,
  movedTo: null,
  headers: {},
  body: new Uint8Array(0),
};
const read = { response, bodyHash: 'a:b', ttl: null, items: 3, newestArticleAt: now, unknownCategories: [] };
const refused = { kind: 'http_error', url: unvisited.url, status: 500 } as const;
const failure: VisitFailure = { kind: 'failed', trouble: refused, status: 500, wait: null };

describe('the pause after failures', () => {
  it.each([
    [1, 10],
    [2, 20],
    [3, 40],
    [9, 2_560],
    [10, 3 * 24 * 60],
    [500, 3 * 24 * 60],
  ])('after %i is %i minutes', (failures, expected) => {
    expect(backOff(failures)).toBe(minutes(expected));
  });

  it.each([
    ['120', minutes(2)],
    ['Sun, 22 Nov 2026 12:30:00 GMT', minutes(30)],
    ['Sun, 22 Nov 2026 11:30:00 GMT', 0],
    ['9999999', minutes(24 * 60)],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('that Retry-After %j asks for is %s', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });

  it('is never shorter than what the server asked for', () => {
    const next = afterFailure(
      unvisited,
      { ...failure, trouble: { ...refused, kind: 'busy', status: 429 }, wait: minutes(90) },
      now,
    );
    expect(next.nextVisitAt).toEqual(new Date(now.getTime() + minutes(90)));
  });
});

describe('the pause that a healthy feed asks for', () => {
  it.each([
    [null, undefined, 0],
    [60, undefined, 55],
    [null, 'public, max-age=1800', 25],
    [60, 'max-age=7200', 115],
    [null, 'max-age=300', 0],
    [100_000, 'no-cache', 24 * 60 - 5],
  ])('with a ttl of %s and %j is %i minutes', (ttl, cacheControl, expected) => {
    expect(askedPause(ttl, cacheControl)).toBe(minutes(expected));
  });

  it('goes on when the document did not change', () => {
    const first = afterDocument(unvisited, { ...read, ttl: 60 }, now);
    const later = new Date(now.getTime() + minutes(60));
    const second = afterUnchanged(first, { ...response, status: 304 }, later);
    expect(second.nextVisitAt).toEqual(new Date(later.getTime() + minutes(55)));
  });
});

describe('the health of a feed', () => {
  const healthy = { ...unvisited, healthyAt: now, newestArticleAt: ago(1) };
  it.each<[StoredFeed, object]>([
    [unvisited, { kind: 'new' }],
    [healthy, { kind: 'healthy' }],
    [
      { ...healthy, newestArticleAt: ago(15) },
      { kind: 'silent', days: 15 },
    ],
    [
      { ...healthy, failingSince: ago(2), lastOutcome: 'http_error', lastTrouble: refused },
      { kind: 'failing', since: ago(2), trouble: refused },
    ],
    [
      { ...healthy, failingSince: ago(2), goneAt: ago(2) },
      { kind: 'gone', since: ago(2) },
    ],
  ])('%#', (feed, health) => {
    expect(feedHealth(feed, 14, now)).toEqual(health);
  });

  it('remembers since when it fails, and forgets it when it is well', () => {
    const first = afterFailure(unvisited, failure, ago(2));
    const second = afterFailure(first, failure, now);
    expect(second).toMatchObject({
      failures: 2,
      failingSince: ago(2),
      lastStatus: 500,
      lastTrouble: refused,
    });
    expect(afterUnchanged(second, response, now)).toMatchObject({
      failures: 0,
      failingSince: null,
      lastTrouble: null,
    });
  });

  it('keeps what is needed to find the same document unchanged after a failure', () => {
    const before = afterDocument(
      unvisited,
      { ...read, response: { ...response, headers: { etag: '"a"' } } },
      now,
    );
    expect(afterFailure(before, failure, now)).toMatchObject({ etag: '"a"', bodyHash: 'a:b', items: 3 });
  });
});

describe('the address of a feed that moved', () => {
  const moved = { ...response, movedTo: 'https://journal.example/rss' };
  it('is believed after a week without a break', () => {
    const first = afterDocument(unvisited, { ...read, response: moved }, ago(7));
    expect(addressOf(first, ago(1))).toBe(unvisited.url);
    expect(addressOf(first, now)).toBe(moved.movedTo);
    const paused = afterUnchanged(first, response, ago(3));
    expect(addressOf(afterUnchanged(paused, moved, ago(2)), now)).toBe(unvisited.url);
  });

  it('starts its week anew when it moves elsewhere', () => {
    const first = afterDocument(unvisited, { ...read, response: moved }, ago(7));
    const elsewhere = afterUnchanged(first, { ...moved, movedTo: 'https://journal.example/atom' }, ago(1));
    expect(addressOf(elsewhere, now)).toBe(unvisited.url);
  });
});

describe('a round over hosts', () => {
  const limits = { hosts: 3, readers: 2, waitingBytes: 10 };
  const hostOf = (feed: string) => feed[0] ?? '';

  it('asks each host one thing at a time, and reads everything', async () => {
    const open = new Map<string, number>();
    const done: string[] = [];
    let most = 0;
    const feeds = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1'];
    const ask = async (feed: string) => {
      open.set(hostOf(feed), (open.get(hostOf(feed)) ?? 0) + 1);
      most = Math.max(most, ...open.values());
      await new Promise((resolve) => setTimeout(resolve, 2));
      open.set(hostOf(feed), 0);
      return { answer: feed, bytes: 20 };
    };
    await byHost(feeds, hostOf, limits, ask, async (feed) => void done.push(feed));
    expect(most).toBe(1);
    expect(done.sort()).toEqual(feeds);
  });

  it('ends with the first fault of the memory', async () => {
    const ask = async (feed: string) => ({ answer: feed, bytes: 1 });
    const read = async (feed: string) => {
      if (feed === 'a2') throw new Error('the database is away');
    };
    await expect(byHost(['a1', 'a2', 'a3', 'b1'], hostOf, limits, ask, read)).rejects.toThrow(
      'the database is away',
    );
  });
});
