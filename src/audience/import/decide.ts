/** Fifth step of an import: what a row means for somebody who is perhaps known already. */
import type { SubscriptionState } from '../subscription.ts';
import type { Person } from './person.ts';

/** What is stored of somebody with this address. state: of the subscription to the imported newsletter. */
export type Known = {
  readonly state: SubscriptionState | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly commune: string | null;
  readonly premium: boolean;
  readonly language: string | null;
};

/** What becomes of one row; every person of a file counts once under one of these words. */
export type ImportOutcome =
  | 'added'
  /** Receives the newsletter already; the file told something new about them. */
  | 'updated'
  | 'unchanged'
  /** They left, and a file does not bring them back: only they can. */
  | 'unsubscribed'
  | 'bounced'
  | 'pending'
  | 'suppressed';

export type ImportDecision = {
  readonly outcome: ImportOutcome;
  /** person: everything is new; details: what the file tells more about somebody known; null: nothing to write. */
  readonly write: 'person' | 'details' | null;
};

/** A file fills what is empty; only the premium mark, which the paper and not the reader decides, is overwritten. */
export function decideImport(person: Person, known: Known | null, suppressed: boolean): ImportDecision {
  if (suppressed) return { outcome: 'suppressed', write: null };
  if (known === null) return { outcome: 'added', write: 'person' };
  const write = tellsMore(person, known) ? 'details' : null;
  if (known.state === null) return { outcome: 'added', write };
  if (known.state !== 'active') return { outcome: known.state, write: null };
  return { outcome: write ? 'updated' : 'unchanged', write };
}

function tellsMore(person: Person, known: Known): boolean {
  const fills = (['firstName', 'lastName', 'commune', 'language'] as const).some(
    (field) => known[field] === null && person[field] !== null,
  );
  return fills || (person.premium !== null && person.premium !== known.premium);
}
