/** Fills the rubriques in the paper's order, within their quotas and the room of the letter. */
import type { Article } from '../gather/article.ts';
import type { Block } from './issue.ts';
import { ranked, scoreOf } from './score.ts';
import { type Choice, type Desk, keptIn, type LeftOut, leftOut } from './selection.ts';

/** More articles without a known rubrique than these would drown the lead that they follow. */
const frontPageMax = 5;

/** What each article that a rubrique has already takes from the next one's points: variety, not one subject in depth. */
const crowding = 6;

/**
 * Two rounds. First every rubrique gets its minimum, one article at a time, so that a full letter takes from the long
 * rubriques before the short ones; then the best of the rest until quotas or letter are full.
 */
export function pickSections(
  desk: Desk,
  articles: readonly Article[],
  room: number,
): { readonly picks: readonly Choice[]; readonly leftOut: readonly LeftOut[] } {
  const rubriques = rubriquesOf(desk, articles);
  // Each rubrique's articles stand best first, so what is taken of it is always its beginning.
  const taken = new Map(rubriques.map((rubrique) => [rubrique, 0]));
  const countOf = (rubrique: Rubrique) => taken.get(rubrique) ?? 0;
  for (let left = room; left > 0; left--) {
    const open = rubriques.filter((one) => countOf(one) < Math.min(one.articles.length, one.max));
    const next = neediest(open, countOf) ?? best(open, countOf, desk);
    if (!next) break;
    taken.set(next, countOf(next) + 1);
  }
  return {
    picks: rubriques.flatMap((rubrique) =>
      rubrique.articles
        .slice(0, countOf(rubrique))
        .map((article, at) => ({ article, block: rubrique.block, reason: rubrique.reason(article, at + 1) })),
    ),
    leftOut: rubriques.flatMap((rubrique) => {
      const reason =
        countOf(rubrique) >= rubrique.max
          ? desk.reasons.sectionFull(rubrique.name, rubrique.quota)
          : desk.reasons.letterFull(desk.newsletter.limits.articles);
      return rubrique.articles.slice(countOf(rubrique)).map((article) => leftOut(article, reason));
    }),
  };
}

/** Of the rubriques below their minimum the one with the fewest articles; the paper's order decides between equals. */
function neediest(open: readonly Rubrique[], countOf: (rubrique: Rubrique) => number): Rubrique | undefined {
  const [first] = open
    .filter((rubrique) => countOf(rubrique) < rubrique.min)
    .sort((one, other) => countOf(one) - countOf(other));
  return first;
}

/** The rubrique whose next article has the most points, each article it has already counted against it. */
function best(
  open: readonly Rubrique[],
  countOf: (rubrique: Rubrique) => number,
  desk: Desk,
): Rubrique | undefined {
  const pointsOf = (rubrique: Rubrique) => {
    const next = rubrique.articles[countOf(rubrique)];
    return next ? scoreOf(next, desk.frame) - crowding * (countOf(rubrique) + rubrique.kept) : -Infinity;
  };
  const [first] = open
    .map((rubrique) => ({ rubrique, points: pointsOf(rubrique) }))
    .sort((one, other) => other.points - one.points);
  return first?.rubrique;
}

type Rubrique = {
  readonly name: string;
  readonly block: Block;
  /** Items that an editor set, and the places that they leave. */
  readonly kept: number;
  readonly min: number;
  readonly max: number;
  /** The most it may hold, kept items included. */
  readonly quota: number;
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
  // A feed that names no rubrique at all still makes a letter.
  const frontPagePlaces = homeless.length === articles.length ? newsletter.limits.articles : frontPageMax;
  const frontPage: Rubrique = {
    name: newsletter.language === 'fr' ? 'Aussi à la une' : 'Also in the news',
    block: { kind: 'front_page' },
    kept: keptIn(desk, { kind: 'front_page' }),
    min: 0,
    max: frontPagePlaces - keptIn(desk, { kind: 'front_page' }),
    quota: frontPagePlaces,
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
      kept,
      min: Math.min(quota.min, quota.max) - kept,
      max: quota.max - kept,
      quota: quota.max,
      articles: own,
      reason: (article, place) => reasons.section(article, name, place, own.length),
    };
  });
  return [frontPage, ...sections];
}
