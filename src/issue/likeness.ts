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
  const [title, another] = [titleOf(one), titleOf(other)];
  return title.numbers === another.numbers && jaccard(title.words, another.words) >= 0.6;
}

type Title = { readonly words: ReadonlySet<string>; readonly numbers: string };

/** A week is compared with everything that was carried: each title is taken apart once. */
const titles = new WeakMap<Titled, Title>();

function titleOf(article: Titled): Title {
  const known = titles.get(article);
  if (known) return known;
  const words = wordsOf(article.title);
  const title = { words, numbers: numbersOf(words) };
  titles.set(article, title);
  return title;
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
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}
