/** The fingerprint of the one secret that a database goes with. */
import type { Asking } from './database.ts';

export async function fingerprintOfSecret(pool: Asking): Promise<string | null> {
  const { rows } = await pool.query<{ fingerprint: string }>('select fingerprint from secret_fingerprint');
  return rows[0]?.fingerprint ?? null;
}

/** Keeps the first one that is told, and returns the one that is kept. */
export async function keepFingerprint(pool: Asking, fingerprint: string): Promise<string> {
  await pool.query('insert into secret_fingerprint (fingerprint) values ($1) on conflict do nothing', [
    fingerprint,
  ]);
  return (await fingerprintOfSecret(pool)) ?? fingerprint;
}

export async function replaceFingerprint(pool: Asking, fingerprint: string): Promise<void> {
  await pool.query(
    `insert into secret_fingerprint (fingerprint) values ($1)
     on conflict (single) do update set fingerprint = excluded.fingerprint, since = now()`,
    [fingerprint],
  );
}
