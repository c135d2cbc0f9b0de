/** What articles' own pages said when they were asked for a picture: hits and misses, each until it is asked again. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table page_pictures (
    page_url text primary key, image jsonb, ask_again_at timestamptz not null)`.execute(db);
}
