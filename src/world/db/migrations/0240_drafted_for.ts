/** The slot that a draft was made for: an hour that somebody set is told from it, and stays when the draft is made anew. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null also for drafts of before, whose hour then stays as it is: nobody knows any more who set it.
  await sql`alter table issues add column drafted_for timestamptz`.execute(db);
}
