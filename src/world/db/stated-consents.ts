/** A consent that a program states: reader, subscriptions, receipts and what is said of them are stored together or not at all. */
import { sql } from 'kysely';
import type { SubscriberId } from '../../audience/ids.ts';
import type { ImportOutcome } from '../../audience/import/decide.ts';
import type { Person } from '../../audience/import/person.ts';
import type { ReaderChange } from '../../audience/reader-record.ts';
import type { Db } from './database.ts';
import { changeReader } from './reader-records.ts';
import { type ImportInto, storePeopleWithin } from './subscriber-import.ts';
import { subscriberIdByKey } from './subscribers.ts';

type StatedConsent = Pick<ImportInto, 'source' | 'at'> & {
  readonly person: Person;
  readonly newsletters: readonly string[];
  readonly change: ReaderChange;
};
type StoredConsent =
  | { readonly kind: 'suppressed' | 'too_many' }
  | {
      readonly kind: 'stored';
      readonly id: SubscriberId;
      readonly outcomes: readonly { readonly newsletter: string; readonly outcome: ImportOutcome }[];
    };

/** As an import of one row into each newsletter. too_many: the attributes would be, and nothing was stored. */
export async function storeStatedConsent(
  db: Db,
  secret: string,
  { person, newsletters, change, ...into }: StatedConsent,
): Promise<StoredConsent> {
  return db
    .transaction()
    .execute(async (transaction): Promise<StoredConsent> => {
      const outcomes = new Map<string, ImportOutcome>();
      // The reader first, then the newsletters in one order: two requests would otherwise wait for each other.
      await sql`select from subscribers where email_key = ${person.key} for no key update`.execute(
        transaction,
      );
      for (const newsletter of newsletters.toSorted()) {
        const one = { ...into, newsletter, dryRun: false };
        const [outcome = 'unchanged'] = await storePeopleWithin(transaction, secret, one, [person]);
        if (outcome === 'suppressed') throw new NotStored('suppressed');
        outcomes.set(newsletter, outcome);
      }
      const id = await subscriberIdByKey(transaction, person.key);
      const changed = id === null ? 'gone' : await changeReader(transaction, id, change);
      if (id === null || changed === 'gone') throw new NotStored('suppressed');
      if (changed === 'too_many') throw new NotStored(changed);
      const inOrder = newsletters.map((name) => ({
        newsletter: name,
        outcome: outcomes.get(name) ?? 'unchanged',
      }));
      return { kind: 'stored', id, outcomes: inOrder };
    })
    .catch((error: unknown) => {
      if (error instanceof NotStored) return { kind: error.why };
      throw error;
    });
}

/** Ends the transaction: what was written before it goes. */
class NotStored extends Error {
  readonly why: 'suppressed' | 'too_many';
  constructor(why: 'suppressed' | 'too_many') {
    super(why);
    this.why = why;
  }
}
