/** A reader may rest from a newsletter until a day; nothing has to be done on that day. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscriptions add column paused_until timestamptz`.execute(db);
}
