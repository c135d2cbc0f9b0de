/** Fills the rubriques in the paper's order, within their quotas and the room of the letter. */
import type { Article } from '../gather/article.ts';
import type { Block } from './issue.ts';
import { ranked } from './score.ts';
import { type Choice, type Desk, keptIn, type LeftOut, leftOut } from './selection.ts';

/** Articles without a known rubrique follow the lead «À la une»; more than these would drown it. */
const frontPageMax = 5;

/**
 * Two rounds. First every rubrique gets its minimum, one article at a time, so that a full letter takes from the long
 * rubriques before the short ones; then the best of the rest, wherever they belong, until quota or letter is full.
 */
export function pickSections(
  desk: Desk,
  articles: readonly Article[],
  room: number,
): { readonly picks: readonly Choice[]; readonly leftOut: readonly LeftOut[] } {
  const rubriques = rubriquesOf(desk, articles);
  const taken = new Set<Article>();
  const countOf = (rubrique: Rubrique) => rubrique.articles.filter((one) => taken.has(one)).length;

  const most = Math.max(0, ...rubriques.map(({ min }) => min));
  for (let round = 1; round <= most; round++)
    for (const rubrique of rubriques) {
      const next = rubrique.articles[round - 1];
      if (next && round <= rubrique.min && taken.size < room) taken.add(next);
    }
  for (const article of ranked(articles, desk.frame)) {
    const rubrique = rubriques.find((one) => one.articles.includes(article));
    if (rubrique && !taken.has(article) && taken.size < room && countOf(rubrique) < rubrique.max)
      taken.add(article);
  }

  const picks = rubriques.flatMap((rubrique) =>
    rubrique.articles
      .map((article, at) => ({ article, block: rubrique.block, reason: rubrique.reason(article, at + 1) }))
      .filter(({ article }) => taken.has(article)),
  );
  const passedOver = rubriques.flatMap((rubrique) => {
    const full = countOf(rubrique) >= rubrique.max;
    const reason = full
      ? desk.reasons.sectionFull(rubrique.name, rubrique.max)
      : desk.reasons.letterFull(desk.newsletter.limits.articles);
    return rubrique.articles.filter((one) => !taken.has(one)).map((one) => leftOut(one, reason));
  });
  return { picks, leftOut: passedOver };
}

type Rubrique = {
  readonly name: string;
  readonly block: Block;
  /** Places that kept items do not fill already. */
  readonly min: number;
  readonly max: number;
  /** The best first. */
  readonly articles: readonly Article[];
  readonly reason: (article: Article, place: number) => string;
};

function rubriquesOf(desk: Desk, articles: readonly Article[]): Rubrique[] {
  const { newsletter, frame, reasons } = desk;
  const known = new Set(frame.sections);
  const homeless = ranked(
    articles.filter(({ section }) => section === null || !known.has(section)),
    frame,
  );
  const frontPage: Rubrique = {
    name: newsletter.language === 'fr' ? 'À la une' : 'Front page',
    block: { kind: 'lead' },
    min: 0,
    // A feed that names no rubrique at all still makes a letter.
    max: homeless.length === articles.length ? newsletter.limits.articles : frontPageMax,
    articles: homeless,
    reason: reasons.frontPage,
  };
  const sections = newsletter.sections.map(({ id, name, quota }): Rubrique => {
    const block: Block = { kind: 'section', section: id };
    const own = ranked(
      articles.filter(({ section }) => section === id),
      frame,
    );
    const kept = keptIn(desk, block);
    return {
      name,
      block,
      min: Math.min(quota.min, quota.max) - kept,
      max: quota.max - kept,
      articles: own,
      reason: (article, place) => reasons.section(article, name, place, own.length),
    };
  });
  return [frontPage, ...sections];
}
