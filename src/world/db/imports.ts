/** Imports that have not come to their end: which file, and up to which line everything is stored. */
import { sql } from 'kysely';
import type { Settled } from '../../audience/import/tally.ts';
import type { Db } from './database.ts';

/** A file by the SHA-256 of its bytes: one that was changed since is another one. */
export type ImportedFile = { readonly newsletter: string; readonly digest: Buffer };

/** Who did not go on for so long begins anew: the list has other readers by now. */
const keptFor = '7 days';

export async function settledImport(db: Db, { newsletter, digest }: ImportedFile): Promise<Settled | null> {
  const { rows } = await sql<Settled>`
    select line, outcomes from imports
    where newsletter = ${newsletter} and digest = ${digest} and at > now() - ${keptFor}::interval`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** In the transaction of the batch: what it says is never more than what is stored. */
export async function settleImport(
  db: Db,
  { newsletter, digest }: ImportedFile,
  { line, outcomes }: Settled,
): Promise<void> {
  await sql`
    insert into imports (newsletter, digest, line, outcomes, at)
    values (${newsletter}, ${digest}, ${line}, ${JSON.stringify(outcomes)}::jsonb, now())
    on conflict (newsletter, digest) do update
      set line = excluded.line, outcomes = excluded.outcomes, at = excluded.at`.execute(db);
}

export async function endImport(db: Db, { newsletter, digest }: ImportedFile): Promise<void> {
  await sql`delete from imports
    where newsletter = ${newsletter} and digest = ${digest} or at < now() - ${keptFor}::interval`.execute(db);
}
