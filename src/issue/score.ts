/** How much an article speaks for itself, in points. The rule that ranks a rubrique and finds the lead story. Pure. */
import type { Article } from '../gather/article.ts';
import { plain } from './likeness.ts';

/**
 * The most a fact can count. A lead story is what readers read and editors featured; a picture decides between equals,
 * the paper's order of rubriques between those.
 */
const points = {
  /** The most read; each rank below loses a tenth. */
  mostRead: 30,
  /** The site's own front page. */
  featured: 20,
  /** The newest; an article from the window's start gets none. */
  fresh: 15,
  picture: 8,
  /** Told at some length: 120 characters of excerpt or more. */
  told: 4,
  /** Its date or its characters are not to be trusted. */
  doubtful: -10,
  /** A lead without a picture is a hole at the top of the letter. */
  leadPicture: 25,
  /** The paper's first rubrique; falls evenly to the last. */
  leadRubrique: 6,
} as const;

export type ScoreFrame = {
  /** The oldest and the newest time that news can have. */
  readonly start: Date;
  readonly end: Date;
  /** Section ids in the paper's order. */
  readonly sections: readonly string[];
};

const doubts: ReadonlySet<string> = new Set(['date_missing', 'damaged_characters', 'vanished']);

/** Points within a rubrique. */
export function scoreOf(article: Article, frame: ScoreFrame): number {
  const age = (frame.end.getTime() - article.publishedAt.getTime()) / spanOf(frame);
  const doubtful = article.flags.some(({ kind }) => doubts.has(kind));
  return (
    (article.readRank === null ? 0 : points.mostRead * Math.max(0, 1.1 - article.readRank / 10)) +
    (isFeatured(article) ? points.featured : 0) +
    points.fresh * Math.min(1, Math.max(0, 1 - age)) +
    (article.image ? points.picture : 0) +
    (article.excerpt.length >= 120 ? points.told : 0) +
    (doubtful ? points.doubtful : 0)
  );
}

/** Points for the top of the letter. */
export function leadScoreOf(article: Article, frame: ScoreFrame): number {
  const place = article.section === null ? -1 : frame.sections.indexOf(article.section);
  const rubrique = place < 0 ? 0 : points.leadRubrique * (1 - place / frame.sections.length);
  return scoreOf(article, frame) + (article.image ? points.leadPicture : 0) + rubrique;
}

/** Sorts by points, the best first; equal points in the order of publication, the newest first. */
export function ranked(
  articles: readonly Article[],
  frame: ScoreFrame,
  score: (article: Article, frame: ScoreFrame) => number = scoreOf,
): Article[] {
  return articles
    .map((article) => ({ article, points: score(article, frame) }))
    .sort(
      (one, other) =>
        other.points - one.points ||
        other.article.publishedAt.getTime() - one.article.publishedAt.getTime() ||
        one.article.id - other.article.id,
    )
    .map(({ article }) => article);
}

/** Whether the site itself shows it «À la une». */
export function isFeatured(article: Article): boolean {
  return article.categories.some((category) => ['a la une', 'une', 'featured'].includes(plain(category)));
}

function spanOf({ start, end }: ScoreFrame): number {
  return Math.max(1, end.getTime() - start.getTime());
}
