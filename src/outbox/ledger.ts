/** The states of a letter and of a send: the words of the ledger, in code, database and reports alike. */

/** pending → claimed → dotted → accepted | deferred | refused | unknown; suppressed, cancelled and given_up end without a mail. */
export type LetterState =
  | 'pending'
  | 'claimed'
  | 'dotted'
  | 'accepted'
  | 'deferred'
  | 'refused'
  | 'unknown'
  | 'suppressed'
  | 'cancelled'
  | 'given_up';

/** States from which a letter never moves by itself. */
export const finalStates = [
  'accepted',
  'refused',
  'unknown',
  'suppressed',
  'cancelled',
  'given_up',
] as const satisfies readonly LetterState[];

export type LetterCounts = Readonly<Record<LetterState, number>>;

/** An issue is sent when nothing is under way: letters = the sum of the final states (never by a cursor). */
export function balances(counts: LetterCounts): boolean {
  return counts.pending + counts.claimed + counts.dotted + counts.deferred === 0;
}
