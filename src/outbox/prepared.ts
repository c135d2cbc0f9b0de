/** A letter that is built while the one before it travels. */
import type { BuiltLetter, DeliverNeeds } from './deliver-needs.ts';
import { giveBack, type Work } from './lane-work.ts';
import type { ClaimedLetter } from './ledger.ts';

/** `now`: once it is built. */
export type Prepared = {
  readonly letter: ClaimedLetter;
  readonly built: Promise<BuiltLetter>;
  now: BuiltLetter | undefined;
};

export function prepare(
  { build }: DeliverNeeds,
  { back }: Work,
  letter: ClaimedLetter | undefined,
): Prepared | undefined {
  if (letter === undefined) return undefined;
  if (back.size > 0) back.delete(letter.id);
  const prepared: Prepared = { letter, built: build(letter), now: undefined };
  prepared.built.then(
    (built) => {
      prepared.now = built;
    },
    // Whoever hands this letter over meets the error.
    () => undefined,
  );
  return prepared;
}

/** A letter that cannot be built is a fault of ours: it goes back in line, and the work stops with the error. */
export async function builtOrReturned(
  work: Work,
  letter: ClaimedLetter,
  built: Promise<BuiltLetter>,
): Promise<BuiltLetter> {
  try {
    return await built;
  } catch (error) {
    giveBack(work, letter);
    throw error;
  }
}
