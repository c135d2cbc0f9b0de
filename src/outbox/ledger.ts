/** The states of a letter and of a send: the words of the ledger, in code, database and reports alike. */
import type { LetterId } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import type { Reader } from '../letter/reader.ts';
import type { Step } from './reply.ts';

/** pending → claimed → dotted → accepted | deferred | refused | unknown; suppressed, cancelled and given_up end without a mail. */
export const letterStates = [
  'pending',
  'claimed',
  'dotted',
  'accepted',
  'deferred',
  'refused',
  'unknown',
  'suppressed',
  'cancelled',
  'given_up',
] as const;
export type LetterState = (typeof letterStates)[number];

export type LetterCounts = Readonly<Record<LetterState, number>>;

/** Letters that are still to be settled: an issue is sent when there are none left (never by a cursor). */
export function openLetters(counts: LetterCounts): number {
  return counts.pending + counts.claimed + counts.dotted + counts.deferred;
}

/** One worker's stretch of work on one issue. Every write carries it, so a run that lost its lease writes nothing. */
export type RunId = string & { readonly __brand: 'RunId' };

/** A letter, and which claim of it this is: a letter that went back and is claimed again has another number. */
export type OneClaim = { readonly id: LetterId; readonly claim: number };

/** A letter this run holds by a lease; nobody else may touch it meanwhile. */
export type ClaimedLetter = OneClaim & {
  readonly batch: number;
  readonly provider: Provider;
  readonly reader: Reader;
  /** Attempts that ended with an outcome before this one. */
  readonly attempts: number;
  /** How often the line was lost before its dot. */
  readonly losses: number;
  readonly firstTriedAt: Date;
};

/** What became of one attempt. pending: nothing final was on the wire, the letter waits in its place. */
export type LetterOutcome = {
  readonly letterId: LetterId;
  /** The claim that the attempt was made under; about a later one it says nothing. */
  readonly claim: number;
  readonly state: 'accepted' | 'deferred' | 'refused' | 'unknown' | 'given_up' | 'pending';
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string | null;
  /** The command that was refused or put off. */
  readonly step: Step | null;
  /** Milliseconds until a deferred letter is tried again. */
  readonly delayMs: number | null;
  /** The line was lost before the dot: counted, because over and over it may be this letter that is cut off. */
  readonly lost: boolean;
};
