/** What an action came to is told at one address alone, by a key that nobody guesses: another page of the same issue leaves it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of the last ten minutes, and told at no address that there is.
  await sql`delete from said`.execute(db);
  await sql`alter table said drop constraint said_pkey, add column key text primary key`.execute(db);
}
