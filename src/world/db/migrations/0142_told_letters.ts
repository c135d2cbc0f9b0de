/** Editions with the very same words are found at once: nobody gets one letter twice, whichever newsletter it comes from. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index editions_by_words on editions
    (md5((content->>'subject') || (content->>'html') || (content->>'text')))`.execute(db);
}
