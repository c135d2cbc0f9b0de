/** A correction of an issue that left: shown with the letter on the web, proposed to the next issue, never changed. */
import type { Period } from '../audience/ids.ts';
import type { Correction } from './correction.ts';
import type { ErratumChoice } from './issue.ts';

export type Erratum = {
  readonly id: number;
  /** Of the corrected issue. */
  readonly number: number;
  readonly period: Period;
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  /** What the web version says instead; null: the note alone. */
  readonly correction: Correction | null;
};

/** Characters. */
export const longestErratum = 600;
export const longestWords = 300;

export type WrittenErratum =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: 'empty' | 'too_long' };

/** What was typed, on one line: it stands in a letter and in its plain-text part. */
export function writeErratum(typed: string): WrittenErratum {
  const text = oneLine(typed);
  if (text === '') return { kind: 'refused', reason: 'empty' };
  return [...text].length > longestErratum ? { kind: 'refused', reason: 'too_long' } : { kind: 'text', text };
}

export type WrittenCorrection =
  | { readonly kind: 'correction'; readonly correction: Correction | null }
  | { readonly kind: 'refused'; readonly reason: 'half' | 'same' | 'too_long' };

/** The words that were wrong and those in their place: both or neither. article: its address, or empty for the whole letter. */
export function writeCorrection(typed: {
  readonly wrong: string;
  readonly right: string;
  readonly article: string;
}): WrittenCorrection {
  const [wrong, right] = [oneLine(typed.wrong), oneLine(typed.right)];
  if (wrong === '' && right === '') return { kind: 'correction', correction: null };
  if (wrong === '' || right === '') return { kind: 'refused', reason: 'half' };
  if (wrong === right) return { kind: 'refused', reason: 'same' };
  if (Math.max([...wrong].length, [...right].length) > longestWords)
    return { kind: 'refused', reason: 'too_long' };
  return { kind: 'correction', correction: { wrong, right, article: typed.article || null } };
}

/** What the web version of an issue says otherwise than its letters, in the order it was published. */
export function correctionsOf(errata: readonly Erratum[]): readonly Correction[] {
  return errata.flatMap(({ correction }) => (correction === null ? [] : [correction]));
}

function oneLine(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .trim();
}

export function choiceOf({ id, number, text }: Erratum, printed: boolean): ErratumChoice {
  return { id, number, text, printed };
}
