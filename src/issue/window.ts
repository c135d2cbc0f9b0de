/** Which articles are this news: the time it covers, what earlier issues carried, what is told twice. Pure. */
import type { Article } from '../gather/article.ts';
import { addDays, startOfDay } from './calendar.ts';
import { alike } from './likeness.ts';
import type { Carried } from './selection.ts';

export type Window = {
  /** Articles published after this are news. */
  readonly start: Date;
  /** Articles that reached us late are news when they were published after this. */
  readonly floor: Date;
};

/**
 * The time an issue covers: from where the previous issue stopped looking, so that nothing published in the hours
 * around a draft is lost; after a pause at most two windows back. Without a previous issue, the window before its date.
 */
export function windowOf(
  settings: { readonly time_zone: string; readonly limits: { readonly window_days: number } },
  date: string,
  since: Date | null,
): Window {
  const before = (windows: number) =>
    startOfDay(addDays(date, -settings.limits.window_days * windows), settings.time_zone);
  const floor = before(1);
  if (since === null) return { start: floor, floor };
  return { start: since > before(2) ? since : before(2), floor };
}

/** Whether an article is news. Its modification never counts: an old article that is edited stays old. */
export function isNews(article: Article, window: Window): boolean {
  const arrivedLate = article.firstSeenAt > window.start && article.publishedAt >= window.floor;
  return article.publishedAt > window.start || arrivedLate;
}

/**
 * Finds what an earlier issue carried: the same article or address, the same guid from the same feed (a page that
 * moved), or a near title within 72 hours (the same story under another address).
 */
export function memoryOf(carried: readonly Carried[]): (article: Article) => Carried | undefined {
  const byId = new Map<unknown, Carried>();
  for (const one of carried) {
    byId.set(one.articleId, one);
    byId.set(one.url, one);
    if (one.guid !== null) byId.set(`${one.feed} ${one.guid}`, one);
  }
  return (article) =>
    byId.get(article.id) ??
    byId.get(article.url) ??
    (article.guid === null ? undefined : byId.get(`${article.feed} ${article.guid}`)) ??
    carried.find((one) => alike(one, article));
}

/** Of articles that tell the same story keeps the better one; the others come with the one that stands for them. */
export function withoutDuplicates(
  articles: readonly Article[],
  placed: readonly Article[],
): { readonly unique: readonly Article[]; readonly doubles: readonly { article: Article; of: Article }[] } {
  const unique: Article[] = [];
  const doubles: { article: Article; of: Article }[] = [];
  for (const article of articles.toSorted(byCompleteness)) {
    const of = [...placed, ...unique].find((one) => alike(one, article));
    if (of) doubles.push({ article, of });
    else unique.push(article);
  }
  return { unique, doubles };
}

/** The better of two that tell the same: with a picture, in a rubrique, told at more length, published first. */
function byCompleteness(one: Article, other: Article): number {
  return (
    Number(other.image !== null) - Number(one.image !== null) ||
    Number(other.section !== null) - Number(one.section !== null) ||
    other.excerpt.length - one.excerpt.length ||
    one.publishedAt.getTime() - other.publishedAt.getTime() ||
    one.id - other.id
  );
}
