/** When two titles tell the same story: asked between articles of a week and of what earlier issues carried. Pure. */
import { fold } from '../gather/fold.ts';

/** Of an article, what likeness looks at. */
export type Titled = { readonly title: string; readonly publishedAt: Date };

/** Farther apart than this, the same title is a rendez-vous («La météo du week-end») and not the same story. */
const hours72 = 72 * 3_600_000;

/**
 * Whether two articles are near duplicates: at least three fifths of their titles' words in common, the same numbers
 * (n° 12 is not n° 13), and at most 72 hours between them.
 */
export function alike(one: Titled, other: Titled): boolean {
  if (Math.abs(one.publishedAt.getTime() - other.publishedAt.getTime()) > hours72) return false;
  const words = wordsOf(one.title);
  const others = wordsOf(other.title);
  return numbersOf(words) === numbersOf(others) && jaccard(words, others) >= 0.6;
}

/** Letters and digits alone, without case and accents: what is left of a title when everything optional is gone. */
export function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(title: string): ReadonlySet<string> {
  return new Set(plain(title).split(' ').filter(Boolean));
}

function numbersOf(words: ReadonlySet<string>): string {
  return [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join(' ');
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const union = one.union(other).size;
  return union === 0 ? 0 : one.intersection(other).size / union;
}
