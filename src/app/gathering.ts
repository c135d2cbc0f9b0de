/** Joins gather to the world: its memory is PostgreSQL, its way out the guarded requests. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Article } from '../gather/article.ts';
import { gatherFeeds } from '../gather/gather.ts';
import type { GatherNeeds, GatherOptions } from '../gather/needs.ts';
import type { GatherReport } from '../gather/report.ts';
import {
  articlesSince,
  flagNearDuplicates,
  headlinesAround,
  rankMostRead,
  rememberFeed,
} from '../world/db/articles.ts';
import { feedsAt, recordVisits, releaseArticlesOfOtherFeeds } from '../world/db/feeds.ts';
import { keepHeapSmall } from '../world/heap.ts';
import type { World } from '../world/world.ts';

export type Gathering = {
  /** Visits the feeds of newsletter.yaml. Throws NewsletterFault. */
  readonly gather: (
    newsletter: string,
    signal: AbortSignal,
    options?: GatherOptions,
  ) => Promise<GatherReport>;
  /** The same with settings in hand. */
  readonly gatherFor: (
    newsletter: Newsletter,
    signal: AbortSignal,
    options?: GatherOptions,
  ) => Promise<GatherReport>;
  /** Articles published since then, newest first; all that are remembered without a date. */
  readonly articles: (newsletter: string, since?: Date) => Promise<readonly Article[]>;
};

export function gathering(world: World): Gathering {
  const { db } = world.database;
  const needs: GatherNeeds = {
    fetch: world.http.fetch,
    now: world.clock.now,
    feeds: {
      open: async (newsletter, urls) => {
        const feeds = await feedsAt(db, newsletter, urls);
        await releaseArticlesOfOtherFeeds(
          db,
          newsletter,
          feeds.map(({ id }) => id),
        );
        return feeds;
      },
      record: (feeds) => recordVisits(db, feeds),
    },
    articles: {
      remember: (...question) => rememberFeed(db, ...question),
      headlinesAround: (...question) => headlinesAround(db, ...question),
      flagNearDuplicates: (...question) => flagNearDuplicates(db, ...question),
      rankMostRead: (...question) => rankMostRead(db, ...question),
    },
  };
  const gatherFor: Gathering['gatherFor'] = async (newsletter, signal, options) => {
    keepHeapSmall(40);
    const report = await gatherFeeds(newsletter, needs, signal, options);
    const { feeds, ...facts } = report;
    const failing = feeds.filter((feed) => feed.failing).map(({ url, outcome }) => ({ url, outcome }));
    world.log.info({ ...facts, feeds: feeds.length, failing }, 'gathered');
    return report;
  };
  return {
    gatherFor,
    gather: async (name, signal, options) =>
      gatherFor(await world.templates.newsletter(name), signal, options),
    articles: async (name, since) => {
      const newsletter = await world.templates.newsletter(name);
      return articlesSince(db, newsletter.name, since ?? null);
    },
  };
}
