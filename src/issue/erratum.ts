/** A correction of an issue that left: shown with the letter on the web, proposed to the next issue, never changed. */
import type { Period } from '../audience/ids.ts';
import type { ErratumChoice } from './issue.ts';

export type Erratum = {
  readonly id: number;
  /** Of the corrected issue. */
  readonly number: number;
  readonly period: Period;
  readonly by: string;
  readonly at: Date;
  readonly text: string;
};

/** Characters. */
export const longestErratum = 600;

export type WrittenErratum =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: 'empty' | 'too_long' };

/** What was typed, on one line: it stands in a letter and in its plain-text part. */
export function writeErratum(typed: string): WrittenErratum {
  const text = typed.replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ').trim();
  if (text === '') return { kind: 'refused', reason: 'empty' };
  return [...text].length > longestErratum ? { kind: 'refused', reason: 'too_long' } : { kind: 'text', text };
}

export function choiceOf({ id, number, text }: Erratum, printed: boolean): ErratumChoice {
  return { id, number, text, printed };
}
