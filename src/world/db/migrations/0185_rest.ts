/** Until when a send rests because every relay has had its letters of the day, so that this is no fault to anybody who watches. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sends add column rests_until timestamptz, add column rest_reason text`.execute(db);
}
