/** The judgement of a drill: the ledger held against what the relay itself wrote down. Pure. */
import type { LetterId } from '../audience/ids.ts';
import type { LetterState } from '../outbox/ledger.ts';
import type { UnknownPolicy } from '../outbox/send-ledger.ts';

export type DrillFacts = {
  readonly policy: UnknownPolicy;
  readonly ledger: readonly { readonly id: LetterId; readonly state: LetterState }[];
  /** Every letter the relay took, in order; null where its return path was not one of ours. */
  readonly taken: readonly (LetterId | null)[];
  /** Connections that a fault may have caught between the dot and its answer. */
  readonly doubts: number;
};

export type Verdict = {
  readonly letters: number;
  /** Letters that the relay took exactly once. */
  readonly accepted: number;
  /** Copies beyond the first. */
  readonly duplicates: number;
  /** Letters that the relay never took and that the ledger does not name as unknown. */
  readonly lost: number;
  /** Letters that the ledger names as unknown, and how many of them the relay has. */
  readonly unknown: number;
  readonly unknown_taken: number;
  /** Letters of which the ledger says something that the relay's record contradicts. */
  readonly contradictions: number;
  readonly doubts_possible: number;
  readonly promise: boolean;
};

/**
 * The promise: nobody is lost in silence and the ledger is true, whatever broke. Under at_most_once nobody receives
 * twice and the unknown are no more than the connections that were between dot and answer; under at_least_once
 * nobody stays unknown and copies are no more than these.
 */
export function judgeDrill({ policy, ledger, taken, doubts }: DrillFacts): Verdict {
  const copies = new Map<LetterId | null, number>();
  for (const id of taken) copies.set(id, (copies.get(id) ?? 0) + 1);
  const known = new Set<LetterId | null>(ledger.map(({ id }) => id));
  const foreign = [...copies.keys()].filter((id) => !known.has(id)).length;
  const rows = ledger.map(({ id, state }) => ({ state, count: copies.get(id) ?? 0 }));
  const countOf = (test: (row: { state: LetterState; count: number }) => boolean) => rows.filter(test).length;
  const figures = {
    letters: rows.length,
    accepted: countOf(({ count }) => count === 1),
    duplicates: rows.reduce((sum, { count }) => sum + Math.max(0, count - 1), 0),
    lost: countOf(({ state, count }) => count === 0 && state !== 'unknown'),
    unknown: countOf(({ state }) => state === 'unknown'),
    unknown_taken: countOf(({ state, count }) => state === 'unknown' && count > 0),
    contradictions:
      foreign + countOf(({ state, count }) => count > 0 && state !== 'accepted' && state !== 'unknown'),
  };
  const [never, atMost] =
    policy === 'at_most_once' ? [figures.duplicates, figures.unknown] : [figures.unknown, figures.duplicates];
  const promise = figures.lost === 0 && figures.contradictions === 0 && never === 0 && atMost <= doubts;
  return { ...figures, doubts_possible: doubts, promise };
}
