/** What a correction says of the words themselves: which were wrong, what stands in their place on the web, of which article. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table errata add column wrong_words text, add column right_words text, add column article_url text,
      add check ((wrong_words is null) = (right_words is null))`.execute(db);
}
