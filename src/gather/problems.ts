/** Says in sentences what an editor should know of a feed after a visit. */
import type { FeedSettings } from '../config/newsletter.ts';
import type { ArticleFlag, GatheredArticle } from './article.ts';
import { addressOf, feedHealth, type StoredFeed } from './feed-memory.ts';
import { feedTroubleInEnglish } from './feed-trouble.ts';

/** articles: what was read now; empty when nothing was. */
export function problemsOf(
  feed: StoredFeed,
  settings: FeedSettings,
  articles: readonly GatheredArticle[],
  now: Date,
): string[] {
  return [
    ...healthProblems(feed, settings, now),
    ...movedProblem(feed, now),
    ...articleProblems(articles, feed),
  ];
}

function healthProblems(feed: StoredFeed, settings: FeedSettings, now: Date): string[] {
  const health = feedHealth(feed, settings.silent_days, now);
  switch (health.kind) {
    case 'gone':
      return [`gone for good (410) since ${day(health.since)}: take it out of newsletter.yaml`];
    case 'failing': {
      const reason = health.trouble === null ? 'it could not be read' : feedTroubleInEnglish(health.trouble);
      return [
        feed.failures > 1 ? `${reason}; failing since ${day(health.since)}` : reason,
        ...(feed.nextVisitAt && feed.nextVisitAt > now
          ? [`not visited again before ${minute(feed.nextVisitAt)}`]
          : []),
      ];
    }
    case 'silent':
      return [`nothing new for ${health.days} days`];
    case 'healthy':
    case 'new':
      return [];
  }
}

function movedProblem(feed: StoredFeed, now: Date): string[] {
  if (addressOf(feed, now) === feed.url) return [];
  return [`moved for good to ${feed.redirectTo}: write that address in newsletter.yaml`];
}

function articleProblems(articles: readonly GatheredArticle[], feed: StoredFeed): string[] {
  const count = (kind: ArticleFlag['kind']) =>
    articles.filter(({ flags }) => flags.some((flag) => flag.kind === kind)).length;
  const told = (number: number, sentence: string) => (number > 0 ? [`${number} ${sentence}`] : []);
  return [
    ...(articles.length > 0 && feed.unknownCategories.length > 0
      ? [`categories that name no section: ${listed(feed.unknownCategories)}`]
      : []),
    ...told(count('date_clamped'), 'dated in the future, taken as of now'),
    ...told(count('date_missing'), 'without a date, taken as of their first sight'),
    ...told(count('link_missing'), 'without a page of their own'),
    ...told(count('damaged_characters'), 'with damaged characters'),
  ];
}

/** WordPress writes tags as categories: there may be hundreds. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
