/** Who was welcomed to a newsletter: once, however often they come back. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscriptions add column welcomed_at timestamptz`.execute(db);
}
