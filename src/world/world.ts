/** Everything outside the program, opened once and closed once. */
import type { Configuration } from '../config/environment.ts';
import { type Clock, systemClock } from './clock.ts';
import { connectDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { type Log, openLog } from './log.ts';
import { openTemplates, type Templates } from './templates.ts';

export type World = AsyncDisposable & {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  readonly templates: Templates;
};

/** Opens the world: the database answers and its tables are current when this returns. */
export async function openWorld(configuration: Configuration): Promise<World> {
  if (configuration.database.kind === 'embedded') throw new Error('not built yet');
  const log = openLog(configuration.logLevel);
  const database = connectDatabase(configuration.database.url, {
    connections: 10,
    onError: (error) => log.warn({ reason: error.message }, 'database connection lost'),
  });
  await migrate(database.db);
  return {
    configuration,
    clock: systemClock,
    log,
    database,
    templates: openTemplates(configuration.templates),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
