/** How often a letter was lost with its line before its dot: over and over, it may be the letter itself that is cut off. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table letters add column losses smallint not null default 0`.execute(db);
}
