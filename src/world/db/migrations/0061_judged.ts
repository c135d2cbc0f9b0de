/** From when on a send's refusals and complaints count: what a person has looked at and let pass counts no more. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table sends add column judged_from timestamptz').execute(db);
}
