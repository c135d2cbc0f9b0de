/** A draft that an editor made anew stands in the log, with what of the issue was dated by it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // number, date, send_at, drafted_at and articles_until of before; null for a change that leaves them alone.
  await sql`alter table issue_changes add column dated jsonb`.execute(db);
}
