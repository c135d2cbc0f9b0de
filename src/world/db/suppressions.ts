/** Addresses that must not be written to, remembered by their keyed hash alone. */
import { sql } from 'kysely';
import type { Db } from './database.ts';

export type SuppressionReason =
  | 'forgotten'
  | 'silent'
  | 'complaint'
  | 'hard_bounce'
  | 'soft_bounces'
  | 'manual';

/** An earlier reason stays: the first one is why nobody writes to them. */
export async function suppress(
  db: Db,
  emailHash: Buffer,
  reason: SuppressionReason,
  at: Date,
): Promise<void> {
  await sql`insert into suppressions (email_hash, reason, at) values (${emailHash}, ${reason}, ${at})
    on conflict do nothing`.execute(db);
}

/** Many at once, each with its reason. */
export async function suppressMany(
  db: Db,
  people: readonly { readonly emailHash: Buffer; readonly reason: SuppressionReason }[],
  at: Date,
): Promise<void> {
  const hashes = people.map(({ emailHash }) => emailHash);
  const reasons = people.map(({ reason }) => reason);
  await sql`insert into suppressions (email_hash, reason, at)
    select hash, reason, ${at} from unnest(${hashes}::bytea[], ${reasons}::text[]) given(hash, reason)
    order by hash on conflict do nothing`.execute(db);
}

/** Returns whether there was one. */
export async function liftSuppression(db: Db, emailHash: Buffer): Promise<boolean> {
  const { rows } = await sql`delete from suppressions where email_hash = ${emailHash} returning 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** Which of these are suppressed, as hex. */
export async function suppressedAmong(db: Db, hashes: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`
    select encode(email_hash, 'hex') as hash from suppressions where email_hash = any(${hashes}::bytea[])`.execute(
    db,
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Whether a sign-up by the person themselves stands against it: who was only silent for years may come back. */
export async function barredFromSignUp(db: Db, emailHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from suppressions where email_hash = ${emailHash} and reason <> 'silent'`.execute(db);
  return rows.length > 0;
}

export async function countSuppressions(db: Db): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select reason, count(*) as count from suppressions group by reason order by reason`.execute(db);
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}
