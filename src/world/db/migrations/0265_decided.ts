/** Which of their details a reader decided themselves: nothing chosen is a choice, too, that no file fills. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscribers add column decided text[] not null default '{}'`.execute(db);
}
