/** A finding about reading aloud, and what its parts share. */
import type { ArticleId } from '../audience/ids.ts';
import type { Finding } from './finding.ts';

/** What the reading needs to know of the letter's articles: by the address as the letter writes it. */
export type ArticlesByAddress = ReadonlyMap<string, { readonly id: ArticleId; readonly title: string }>;

type Told = Pick<Finding, 'level' | 'place' | 'message' | 'fix'> & Partial<Pick<Finding, 'at'>>;

export function reading(told: Told): Finding {
  return { check: 'reading', ...told };
}

/** As a place in the letter: its beginning, on one line. */
export function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > 70 ? `${words.slice(0, 69)}…` : words;
}
