/** Which press on which open page a change came from: one whose answer was lost is asked again, and is made once. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table issue_changes add column press jsonb`.execute(db);
}
