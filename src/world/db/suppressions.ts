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

/** Said by the person against us, or by an operator: signing up does not undo it, the paper must be asked. */
const lasting = ['complaint', 'manual'] as const satisfies readonly SuppressionReason[];

/** What follows on conflict: the first reason is why nobody writes to them, unless one that lasts comes to it. */
export const graverReason = `(email_hash) do update set reason = excluded.reason, at = excluded.at
  where excluded.reason in (${lasting.map((reason) => `'${reason}'`).join(', ')})
    and suppressions.reason not in (${lasting.map((reason) => `'${reason}'`).join(', ')})`;

export async function suppress(
  db: Db,
  emailHash: Buffer,
  reason: SuppressionReason,
  at: Date,
): Promise<void> {
  await sql`insert into suppressions (email_hash, reason, at) values (${emailHash}, ${reason}, ${at})
    on conflict ${sql.raw(graverReason)}`.execute(db);
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
    order by hash on conflict ${sql.raw(graverReason)}`.execute(db);
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

/** Whether a sign-up by the person themselves stands against it: who was erased, bounced or silent for years may come back. */
export async function barredFromSignUp(db: Db, emailHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from suppressions where email_hash = ${emailHash} and reason = any(${[...lasting]}::text[])`.execute(
    db,
  );
  return rows.length > 0;
}

/** Ends what does not bar a sign-up, once the mailbox itself has answered. Returns what it was; null: nothing was ended. */
export async function endByPerson(db: Db, emailHash: Buffer): Promise<SuppressionReason | null> {
  const { rows } = await sql<{ reason: SuppressionReason }>`
    delete from suppressions where email_hash = ${emailHash} and reason <> all(${[...lasting]}::text[])
    returning reason`.execute(db);
  return rows[0]?.reason ?? null;
}

export async function countSuppressions(db: Db): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select reason, count(*) as count from suppressions group by reason order by reason`.execute(db);
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}
