/** What each kind of service letter is: for how long it is of use, and what follows where nobody ever saw it. */
import { moveHours, takeBackDays } from '../audience/move.ts';
import type { ServiceLetterKind } from '../audience/refused-letter.ts';
import { signUpHours } from '../audience/sign-up.ts';
import { forgetAsked } from '../world/db/retention.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import type { World } from '../world/world.ts';

type Definition = {
  /** While it waits for the relay; afterwards it is of no use to anybody. */
  readonly hours: number;
  /** Takes back what was noted as it was written: it was put off until its time was over. */
  readonly neverSent?: (world: Pick<World, 'database' | 'secret'>, toHash: Buffer) => Promise<void>;
};

export const serviceLetters = {
  confirm_sign_up: { hours: signUpHours },
  confirm_move: { hours: moveHours },
  moved: { hours: 24 * takeBackDays },
  welcome: { hours: 24 },
  data: { hours: 24 },
  stay: {
    hours: 72,
    neverSent: ({ database, secret }, toHash) => forgetAsked(database.pool, hashPads(secret), toHash),
  },
} as const satisfies Readonly<Record<ServiceLetterKind, Definition>>;

/** Of a letter that waited: after a step back from a newer version its kind may be none that is known here. */
export function definitionOf(kind: string): Definition | undefined {
  const known: Readonly<Record<string, Definition>> = serviceLetters;
  return known[kind];
}
