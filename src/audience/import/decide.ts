/** Fifth step of an import: what a row means for somebody who is perhaps known already. */
import type { Decided } from '../preferences.ts';
import type { SubscriptionState } from '../subscription.ts';
import type { Chosen } from './own-export.ts';
import type { Person } from './person.ts';

/** What is stored of somebody with this address. state: of the subscription to the imported newsletter. */
export type Known = {
  readonly state: SubscriptionState | null;
  /** The subscription came from a file: what another file says of it later may be younger. */
  readonly fromFile: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly commune: string | null;
  readonly premium: boolean;
  readonly language: string | null;
  /** null: none were chosen. */
  readonly moreCommunes: readonly string[] | null;
  readonly sections: readonly string[] | null;
  readonly attributes: object | null;
  /** What they decided on their own pages. */
  readonly decided: readonly Decided[];
};

/** What becomes of one row; every person of a file counts once under one of these words. */
export type ImportOutcome =
  | 'added'
  /** Receives the newsletter already; the file told something new about them. */
  | 'updated'
  | 'unchanged'
  /** The file says that they left: remembered as unsubscribed, so that an older file does not bring them back. */
  | 'left'
  /** The file says that their mailbox is gone or that they complained: suppressed. */
  | 'unreachable'
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

/** A file fills what is empty and was not left so by its reader; only the premium mark, which the paper and not the reader decides, is overwritten. */
export function decideImport(person: Person, known: Known | null, suppressed: boolean): ImportDecision {
  if (suppressed) return { outcome: 'suppressed', write: null };
  if (person.standing !== 'subscribed') return decideGone(person, known);
  if (known === null) return { outcome: 'added', write: 'person' };
  const write = tellsMore(person, known) ? 'details' : null;
  if (known.state === null) return { outcome: 'added', write };
  if (known.state !== 'active') return { outcome: known.state, write: null };
  return { outcome: write ? 'updated' : 'unchanged', write };
}

/** Who asked for the newsletter here knows better than a file from elsewhere. */
function decideGone({ standing }: Person, known: Known | null): ImportDecision {
  if (known?.state === 'active' && !known.fromFile) return { outcome: 'unchanged', write: null };
  if (standing !== 'unsubscribed') return { outcome: 'unreachable', write: null };
  if (known === null) return { outcome: 'left', write: 'person' };
  if (known.state === null || known.state === 'active') return { outcome: 'left', write: null };
  return { outcome: known.state, write: null };
}

function tellsMore(person: Person, known: Known): boolean {
  const { chosen, premium } = person;
  const fills = (field: keyof typeof stored & keyof Person) => isOpen(field, known) && person[field] !== null;
  const chooses = (field: keyof typeof stored & keyof Chosen) =>
    isOpen(field, known) && chosen?.[field] != null;
  return (
    (['firstName', 'lastName', 'commune', 'language'] as const).some(fills) ||
    (['moreCommunes', 'sections', 'attributes'] as const).some(chooses) ||
    (premium !== null && premium !== known.premium)
  );
}

/** null: no page lets a reader decide it. */
const stored = {
  ...{ firstName: 'first_name', lastName: null, commune: 'commune', language: 'language' },
  ...{ moreCommunes: 'more_communes', sections: 'sections', attributes: null },
} as const satisfies Partial<Record<keyof Known, Decided | null>>;

function isOpen(field: keyof typeof stored, known: Known): boolean {
  const name: Decided | null = stored[field];
  return known[field] === null && (name === null || !known.decided.includes(name));
}
