/** The connection to PostgreSQL, the only truth: a pool for transactions, Kysely over it for typed questions. */
import { type Kysely, Kysely as KyselyDatabase, PostgresDialect } from 'kysely';
import pg from 'pg';
import { keptAlive, LentClient } from './client.ts';
import { connectFault, type Wanted } from './connect-fault.ts';

/** Tables are asked in SQL (`sql` templates in this folder), so the schema type stays empty here. */
// biome-ignore lint/complexity/noBannedTypes: Kysely needs an object type, and every question is plain SQL.
export type Db = Kysely<{}>;

export type Database = AsyncDisposable & { readonly db: Db; readonly pool: pg.Pool; readonly url: string };

/** Whoever asks one statement at a time. */
export type Asking = Pick<pg.Pool, 'query'>;
/** Whoever lends connections for transactions, too. */
export type Lending = Asking & { readonly connect: () => Promise<Pick<pg.PoolClient, 'query' | 'release'>> };

// int8 (20) comes back as a number: ids and counts stay far below 2^53. date (1082) stays the text it is.
pg.types.setTypeParser(20, Number);
pg.types.setTypeParser(1082, (text) => text);

/** Longest wait for a connection, in milliseconds: from a host that vanished none comes. */
const connectWithinMs = 20_000;

/** Opens a pool. An idle connection that breaks is logged and replaced; it must not end the process. */
export function connectDatabase(
  url: string,
  options: { readonly connections: number; onError: (error: Error) => void; readonly connectMs?: number },
): Database {
  const { connections, connectMs: ms = connectWithinMs } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'hebdo',
    connectionTimeoutMillis: ms,
    ...keptAlive,
    Client: LentClient,
  });
  tellFaults(pool, { url, connections, ms });
  pool.on('error', options.onError);
  const db = new KyselyDatabase<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, url, [Symbol.asyncDispose]: () => db.destroy() };
}

type Lent = (...lent: Parameters<Parameters<pg.Pool['connect']>[0]>) => void;

/** The pool connects for its own queries, too, and waits for that by a callback. */
function tellFaults(pool: pg.Pool, wanted: Wanted): void {
  const lend = pool.connect.bind(pool);
  function connect(): Promise<pg.PoolClient>;
  function connect(done: Lent): void;
  function connect(done?: Lent) {
    if (done) return lend((error, ...lent) => done(error && connectFault(error, wanted), ...lent));
    return lend().catch((error: Error) => Promise.reject(connectFault(error, wanted)));
  }
  pool.connect = connect;
}

/**
 * The same pool, for statements that take milliseconds and that letters on their way wait for: where no answer comes within this
 * time the statement fails, and its connection is given up. What it did is not known then, as of any answer that is lost. Long
 * statements (a freeze, an import, a migration) are asked of the pool itself.
 */
export function answeredWithin(pool: pg.Pool, ms: number): Lending {
  return {
    query: timed(pool, ms),
    connect: async () => {
      const client = await pool.connect();
      return { query: timed(client, ms), release: (error) => client.release(error) };
    },
  };
}

/** pg reads `query_timeout` of a statement, and its types do not know. */
function timed(asking: Asking, ms: number): Asking['query'] {
  const query = (statement: string | pg.QueryConfig, values?: unknown[]) => {
    const config = typeof statement === 'string' ? { text: statement, ...(values && { values }) } : statement;
    return asking.query({ ...config, query_timeout: ms } as pg.QueryConfig);
  };
  return query as Asking['query'];
}
