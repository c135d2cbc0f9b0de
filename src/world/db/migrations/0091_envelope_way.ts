/** How a relay is handed the envelope, for people who ask why a letter costs so many round trips. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table relay_standings add column envelope text check (envelope in ('one_group', 'step_by_step'))`,
    )
    .execute(db);
}
