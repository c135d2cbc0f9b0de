/** Why a feed fails is kept with its facts, not as an English sentence; what only a sentence knew is asked for anew. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feeds add column last_trouble jsonb`.execute(db);
  await sql`update feeds set last_trouble = jsonb_build_object('kind', last_outcome, 'url', url, 'status', last_status)
    where failing_since is not null and last_outcome in ('http_error', 'gone', 'busy')`.execute(db);
  await sql`update feeds set next_visit_at = null
    where failing_since is not null and last_trouble is null`.execute(db);
  await sql`alter table feeds drop column last_reason`.execute(db);
}
