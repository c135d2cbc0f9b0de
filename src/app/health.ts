/** What is wrong now, one sentence each: with the database, with this process, and with sends that stand still. */
import { sql } from 'kysely';
import { stuckSends } from '../world/db/pulses.ts';
import type { World } from '../world/world.ts';

/** Whatever the process knows to be wrong with itself, one sentence each; empty when all is well. */
export type Complaints = () => readonly string[];

/** Longer than a relay that greets slowly, two reconnections and a sweep together; shorter than an editor's patience. */
export const stuckAfterSeconds = 180;

export async function databaseComplaints({ database }: Pick<World, 'database'>): Promise<readonly string[]> {
  try {
    await sql`select 1`.execute(database.db);
    return [];
  } catch {
    // Its message may name the server and the user: that is for the log, not for the web.
    return ['the database does not answer'];
  }
}

/** Sends that do not move although letters could leave. A database that does not answer is told apart. */
export async function sendComplaints({ database }: Pick<World, 'database'>): Promise<readonly string[]> {
  const stuck = await stuckSends(database.pool, stuckAfterSeconds).catch(() => []);
  return stuck.map(
    ({ newsletter, period, seconds }) =>
      `${newsletter} ${period}: no letter has moved for ${Math.round(seconds / 60)} minutes although some could leave; "hebdo status ${newsletter}" says why`,
  );
}
