/** Why PostgreSQL gave no connection, for the operator: what was tried on what, what happened, what to do. */
import { maskUrl } from '../../config/show.ts';

/** What was asked for: one of so many connections, within this time in milliseconds. */
export type Wanted = { readonly url: string; readonly connections: number; readonly ms: number };

/** pg-pool's own words for its two limits of time; PostgreSQL's code for a server, database or role that is full. */
const allAtWork = 'timeout exceeded when trying to connect';
const silent = 'Connection terminated due to connection timeout';
const tooMany = '53300';

/** Its message says all there is to say. */
export class ConnectFault extends Error {}

/** The same error where PostgreSQL says itself what is wrong. */
export function connectFault(error: Error, { url, connections, ms }: Wanted): Error {
  const database = maskUrl(url);
  const fault = (message: string) => new ConnectFault(message, { cause: error });
  if (error.message === allAtWork)
    return fault(
      `All ${connections} connections of this program to the database ${database} were at work for ${ms / 1000} s: pg_stat_activity shows what takes so long there.`,
    );
  if (error.message === silent)
    return fault(
      `The database ${database} let nobody in for ${ms / 1000} s. Check that its server runs and can be reached from here.`,
    );
  if ('code' in error && error.code === tooMany)
    return fault(
      `The database ${database} has no connection left for us (${error.message}). Raise max_connections there, or set REDIS_URL: each process needs some twenty for a queue in PostgreSQL.`,
    );
  return error;
}
