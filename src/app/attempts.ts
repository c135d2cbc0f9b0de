/** Joins limits to the table that counts: what is counted is known by its keyed hash alone. */
import { createHmac } from 'node:crypto';
import type { Attempts } from '../audience/sign-up.ts';
import { countSignUpAttempts } from '../world/db/sign-ups.ts';
import type { World } from '../world/world.ts';

/** Notes an attempt under each key; counts of attempts since then, this one included, in the same order. */
export function countingAttempts({ database: { db }, secret }: Pick<World, 'database' | 'secret'>): Attempts {
  return (keys, since, at, most) =>
    countSignUpAttempts(
      db,
      keys.map((key) => createHmac('sha256', secret).update(`hebdo sign-up attempt 1\n${key}`).digest()),
      { since, at, most },
    );
}
