/** The connection to PostgreSQL, the only truth: a pool for transactions, Kysely over it for typed questions. */
import { type Kysely, Kysely as KyselyDatabase, PostgresDialect } from 'kysely';
import pg from 'pg';
import { LentClient } from './client.ts';

/** Tables are asked in SQL (`sql` templates in this folder), so the schema type stays empty here. */
// biome-ignore lint/complexity/noBannedTypes: Kysely needs an object type, and every question is plain SQL.
export type Db = Kysely<{}>;

export type Database = AsyncDisposable & { readonly db: Db; readonly pool: pg.Pool; readonly url: string };

// int8 (20) comes back as a number: ids and counts stay far below 2^53. date (1082) stays the text it is.
pg.types.setTypeParser(20, Number);
pg.types.setTypeParser(1082, (text) => text);

/** Opens a pool. An idle connection that breaks is logged and replaced; it must not end the process. */
export function connectDatabase(
  url: string,
  options: { readonly connections: number; onError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections,
    application_name: 'hebdo',
    Client: LentClient,
  });
  pool.on('error', options.onError);
  const db = new KyselyDatabase<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, url, [Symbol.asyncDispose]: () => db.destroy() };
}
