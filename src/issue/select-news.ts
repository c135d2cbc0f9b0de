/** Separates news from what is old, was carried before or is told twice: the first step of the choice. */
import type { Article } from '../gather/article.ts';
import { plain } from './likeness.ts';
import type { Reasons } from './reasons.ts';
import { type LeftOut, leftOut, type SelectionInput } from './selection.ts';
import { isNews, memoryOf, type Window, withoutDuplicates } from './window.ts';

export type News = {
  readonly articles: readonly Article[];
  /** Articles of the agenda's series, of any age: their own dates decide. */
  readonly agenda: readonly Article[];
  readonly leftOut: readonly LeftOut[];
};

/** Kept articles have their place already; what tells the same as one of them is a double. */
export function findNews(input: SelectionInput, window: Window, reasons: Reasons): News {
  const { newsletter, candidates } = input;
  const keptIds = new Set(input.kept.map(({ articleId }) => articleId));
  const series = new Set(newsletter.agenda.series.map(plain));
  const inAgenda = (article: Article) => article.series !== null && series.has(plain(article.series));
  const rememberCarrying = memoryOf(input.carried);

  const out: LeftOut[] = [];
  const fresh = candidates.filter((article) => {
    if (keptIds.has(article.id)) return false;
    if (!inAgenda(article) && !isNews(article, window)) {
      // What was there for the previous issue is its past; only what arrived since deserves a word.
      const arrived = article.firstSeenAt > window.start;
      if (arrived) out.push(leftOut(article, reasons.tooOld(newsletter.limits.window_days)));
      return false;
    }
    const carrier = rememberCarrying(article);
    if (carrier) out.push(leftOut(article, reasons.carried(carrier.in, carrier.number)));
    return !carrier;
  });
  const kept = candidates.filter(({ id }) => keptIds.has(id));
  const { unique, doubles } = withoutDuplicates(fresh, kept);
  out.push(...doubles.map(({ article, of }) => leftOut(article, reasons.double(of.title))));
  return {
    articles: unique.filter((article) => !inAgenda(article)),
    agenda: unique.filter(inAgenda),
    leftOut: out,
  };
}
