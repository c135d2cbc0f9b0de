/** A database of its own, migrated, for one test file. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '../../src/world/db/database.ts';
import { migrate } from '../../src/world/db/migrate.ts';

/** Creates an empty database on the run's server and returns its address. */
export async function createDatabase(): Promise<string> {
  const server = inject('postgresServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${server}${name}`;
}

/** Opens a fresh, migrated database; dispose it at the end (`await using`). */
export async function openTestDatabase(): Promise<Database> {
  const database = connectDatabase(await createDatabase(), { connections: 5, onError: () => {} });
  await migrate(database.db);
  return database;
}
