/** Whom the last approval of an issue was for, so that a newsletter.yaml that names other readers since is noticed before they are written to. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null for those of before: they leave as they would have left.
  await sql`alter table issues add column approved_for text`.execute(db);
}
