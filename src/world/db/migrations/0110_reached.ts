/** What became of asking for the addresses of letters: remembered for a while, so that a page need not ask at each look. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table reached_addresses (
    url text primary key, answer jsonb not null, ask_again_at timestamptz not null)`.execute(db);
  await sql`create index reached_addresses_stale on reached_addresses (ask_again_at)`.execute(db);
}
