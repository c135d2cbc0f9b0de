/** How far an import of a file got, so that the same file goes on there after a kill. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Written in the transaction of the batch it tells of; gone when the import ends.
  await sql`
    create table imports (
      newsletter text not null, digest bytea not null,
      line int not null, outcomes jsonb not null, at timestamptz not null,
      primary key (newsletter, digest))`.execute(db);
}
