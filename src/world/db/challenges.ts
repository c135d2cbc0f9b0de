/** Challenges of the proof of work that were used. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** False: it was used before. */
export async function spendChallenge(db: Db, nonce: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await sql`insert into spent_challenges (nonce, expires_at) values (${nonce}, ${expiresAt})
    on conflict do nothing returning 1`.execute(db);
  return rows.length > 0;
}

export async function dropSpentChallenges(db: Db, at: Date): Promise<number> {
  const { rows } = await sql`delete from spent_challenges where expires_at <= ${at} returning 1`.execute(db);
  return rows.length;
}
