/** Service letters that no relay took, known by the keyed hash of whom they were for. */
import { sql } from 'kysely';
import type { RefusedLetter, RefusedLetters } from '../../audience/refused-letter.ts';
import type { Db } from './database.ts';

/** Ends a letter that waits and notes that it was refused, together. reason holds no address. */
export async function refuseServiceLetter(
  db: Db,
  id: number,
  { reason, at }: { readonly reason: string; readonly at: Date },
): Promise<void> {
  await sql`
    with gone as (delete from service_letters where id = ${id} returning kind, to_hash)
    insert into refused_service_letters (kind, to_hash, reason, at)
    select kind, to_hash, ${reason}, ${at} from gone`.execute(db);
}

/** By kind, the most first; each with what was said last. */
export async function refusedSince(db: Db, since: Date): Promise<readonly RefusedLetters[]> {
  const { rows } = await sql<RefusedLetters>`
    select kind, count(*) as count, max(at) as "lastAt", (array_agg(reason order by at desc, id desc))[1] as "lastReason"
    from refused_service_letters where at >= ${since} group by kind order by count desc, kind`.execute(db);
  return rows;
}

/** To one address, the first one first. */
export async function refusedTo(db: Db, toHash: Buffer): Promise<readonly RefusedLetter[]> {
  const { rows } = await sql<RefusedLetter>`
    select kind, reason, at from refused_service_letters where to_hash = ${toHash} order by at, id`.execute(
    db,
  );
  return rows;
}

export async function dropRefusedTo(db: Db, toHash: Buffer): Promise<void> {
  await sql`delete from refused_service_letters where to_hash = ${toHash}`.execute(db);
}

/** Returns how many. */
export async function dropOldRefused(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from refused_service_letters where at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
