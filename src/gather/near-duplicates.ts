/** Finds articles that tell the same story under another address: told to the editor, never merged. */
import type { ArticleId } from '../audience/ids.ts';
import { fold } from './fold.ts';

export type Headline = {
  readonly id: ArticleId;
  readonly title: string;
  readonly publishedAt: Date;
  /** The article that its flag names now. */
  readonly nearTo: ArticleId | null;
};
export type NearDuplicate = { readonly id: ArticleId; readonly of: ArticleId; readonly title: string };

/** Two titles are near when they share three fifths of their words and have the same numbers. */
const nearEnough = 0.6;
/** Milliseconds between two articles on the same event. */
export const nearInTime = 72 * 3_600_000;

/** For each changed article, the nearest of the others, if one is near. Of two changed ones the later is flagged. */
export function findNearDuplicates(
  headlines: readonly Headline[],
  changed: ReadonlySet<ArticleId>,
): readonly NearDuplicate[] {
  const prepared = headlines.map((headline) => ({ headline, ...wordsOf(headline.title) }));
  const groups = Map.groupBy(prepared, ({ digits }) => digits);
  return [...groups.values()].flatMap((group) => nearInGroup(group, changed));
}

type Prepared = { readonly headline: Headline; readonly words: ReadonlySet<string>; readonly digits: string };

/** «25 morts» and «26 morts» are two stories, «Agenda du 4» and «Agenda du 11» two weeks. */
function wordsOf(title: string): { words: ReadonlySet<string>; digits: string } {
  const words = fold(title).match(/[\p{L}\p{N}]+/gu) ?? [];
  const digits = words.filter((word) => /\d/.test(word));
  return { words: new Set(words), digits: digits.sort().join(' ') };
}

function nearInGroup(group: readonly Prepared[], changed: ReadonlySet<ArticleId>): NearDuplicate[] {
  const index = rareWords(group);
  return group
    .filter(({ headline }) => changed.has(headline.id))
    .flatMap((one) => {
      const candidates = new Set(index.keysOf(one).flatMap((word) => index.byWord.get(word) ?? []));
      const near = [...candidates]
        .filter((other) => mayBeOf(one.headline, other.headline, changed))
        .map((other) => ({ other, likeness: jaccard(one.words, other.words) }))
        .filter(({ likeness }) => likeness >= nearEnough)
        .sort((a, b) => b.likeness - a.likeness || a.other.headline.id - b.other.headline.id)[0];
      if (!near) return [];
      return [{ id: one.headline.id, of: near.other.headline.id, title: near.other.headline.title }];
    });
}

function mayBeOf(one: Headline, other: Headline, changed: ReadonlySet<ArticleId>): boolean {
  if (one.id === other.id || (changed.has(other.id) && other.id > one.id)) return false;
  return Math.abs(one.publishedAt.getTime() - other.publishedAt.getTime()) <= nearInTime;
}

/**
 * Titles that share three fifths of their words must share one of the rarest two fifths of each: only those are
 * looked up, so that ten thousand titles are not compared with each other.
 */
function rareWords(group: readonly Prepared[]) {
  const counts = new Map<string, number>();
  for (const { words } of group) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rarity = (word: string) => counts.get(word) ?? 0;
  const keysOf = ({ words }: Prepared) =>
    [...words]
      .sort((one, other) => rarity(one) - rarity(other) || (one < other ? -1 : 1))
      .slice(0, words.size - Math.ceil(words.size * nearEnough) + 1);
  const byWord = new Map<string, Prepared[]>();
  for (const one of group)
    for (const word of keysOf(one)) {
      const found = byWord.get(word) ?? [];
      // A hundred articles of one title are a fault of their feed: the first ones are enough to say so.
      if (found.length < 50) byWord.set(word, [...found, one]);
    }
  return { keysOf, byWord };
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size;
  return shared / (one.size + other.size - shared);
}
