/** The buckets of the pace limits, one row per provider: taken from under a lock, a claim's worth at a time. */

import type { Provider } from '../../audience/provider.ts';
import type { Bucket } from '../../outbox/pace.ts';
import type { Asking, Lending } from './database.ts';

export type StoredPace = { readonly provider: Provider; readonly bucket: Bucket; readonly now: number };

/** Rows of the providers that are limited or were slowed. `now` is the database's clock, the same for all machines. */
export async function readPaces(pool: Asking): Promise<readonly StoredPace[]> {
  const { rows } = await pool.query(`${paceSql} order by provider`);
  return rows.map(paceOf);
}

/** Changes the buckets of these providers by one decision; nobody else can touch them meanwhile. */
export async function changePaces<Result>(
  pool: Lending,
  providers: readonly Provider[],
  decide: (paces: readonly StoredPace[]) => {
    readonly buckets: ReadonlyMap<Provider, Bucket>;
    readonly result: Result;
  },
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      'insert into paces (provider) select unnest($1::text[]) on conflict (provider) do nothing',
      [providers],
    );
    // In one order, so that two processes cannot wait for each other.
    const { rows } = await client.query(`${paceSql} where provider = any($1) order by provider for update`, [
      providers,
    ]);
    const { buckets, result } = decide(rows.map(paceOf));
    for (const [provider, { tokens, filledAt, slowed }] of buckets)
      await client.query(
        `update paces set tokens = $2, filled_at = to_timestamp($3 / 1000.0), slow_rate = $4,
           held_until = to_timestamp($5 / 1000.0), said = $6 where provider = $1`,
        [provider, tokens, filledAt, slowed?.rate ?? null, slowed?.heldUntil ?? null, slowed?.said ?? null],
      );
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // Its connection ends with it: a rollback would wait for the same answer.
    client.release(true);
    throw error;
  }
}

const paceSql = `select provider, tokens, slow_rate, said,
  (extract(epoch from filled_at) * 1000)::float8 as filled_at, (extract(epoch from held_until) * 1000)::float8 as held_until,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now from paces`;

// biome-ignore lint/suspicious/noExplicitAny: a row of the statement above, typed by what this function returns.
function paceOf(row: any): StoredPace {
  const slowed =
    row.slow_rate === null ? null : { rate: row.slow_rate, heldUntil: row.held_until, said: row.said ?? '' };
  return {
    provider: row.provider,
    bucket: { tokens: row.tokens, filledAt: row.filled_at, slowed },
    now: row.now,
  };
}
