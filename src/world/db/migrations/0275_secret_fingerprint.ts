/** Which secret the database was begun with: with another one, links in sent letters are dead and erased people unknown. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Empty at first: a database of before takes the secret of whoever opens it next.
  await sql`create table secret_fingerprint (
    single boolean primary key default true check (single),
    fingerprint text not null,
    since timestamptz not null default now())`.execute(db);
}
