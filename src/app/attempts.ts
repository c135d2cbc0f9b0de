/** Joins limits to the table that counts: what is counted is known by its keyed hash alone. */
import { createHmac } from 'node:crypto';
import { countSignUpAttempts } from '../world/db/sign-ups.ts';
import type { World } from '../world/world.ts';

/** Notes an attempt under each key; counts of attempts since then, this one included, in the same order. */
export function countingAttempts({ database: { db }, secret }: Pick<World, 'database' | 'secret'>) {
  return (keys: readonly string[], since: Date, at: Date): Promise<readonly number[]> =>
    countSignUpAttempts(
      db,
      keys.map((key) => createHmac('sha256', secret).update(`hebdo sign-up attempt 1\n${key}`).digest()),
      since,
      at,
    );
}
