/** Chooses the outings that can still be gone to on the date. */
import type { Article } from '../gather/article.ts';
import { type AgendaDates, agendaDates } from './agenda-dates.ts';
import { dayOf } from './calendar.ts';
import { type Choice, type Desk, keptIn, type LeftOut, leftOut } from './selection.ts';

/** The soonest first; of two that begin together the one that ends first. At most a fifth of the letter. */
export function pickAgenda(
  desk: Desk,
  articles: readonly Article[],
  date: string,
): { readonly picks: readonly Choice[]; readonly leftOut: readonly LeftOut[] } {
  const { newsletter, reasons } = desk;
  const dated = articles.map((article) => ({ article, dates: datesOf(article, newsletter.time_zone) }));
  const over = dated.filter(({ dates }) => dates.until < date);
  const open = dated.filter(({ dates }) => dates.until >= date).sort(bySoonest);
  const places = Math.min(newsletter.agenda.max, Math.floor(newsletter.limits.articles / 5));
  const free = Math.max(0, places - keptIn(desk, { kind: 'agenda' }));
  return {
    picks: open
      .slice(0, free)
      .map(({ article, dates }) => ({ article, block: { kind: 'agenda' }, reason: reasons.agenda(dates) })),
    leftOut: [
      ...over.map(({ article, dates }) => leftOut(article, reasons.over(dates))),
      ...open.slice(free).map(({ article }) => leftOut(article, reasons.agendaFull(places))),
    ],
  };
}

/** When the outing of an agenda article takes place, from its title and the local day of its publication. */
export function datesOf(article: Article, zone: string): AgendaDates {
  return agendaDates(article.title, dayOf(article.publishedAt, zone));
}

type Dated = { readonly article: Article; readonly dates: AgendaDates };

function bySoonest(one: Dated, other: Dated): number {
  return (
    one.dates.from.localeCompare(other.dates.from) ||
    one.dates.until.localeCompare(other.dates.until) ||
    other.article.publishedAt.getTime() - one.article.publishedAt.getTime() ||
    one.article.id - other.article.id
  );
}
