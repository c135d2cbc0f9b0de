/** Where a reader moved from, for the days in which that mailbox may take the move back. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Without an address: it was taken back, or whoever has it was erased. The days go on all the same.
  `create table moved_addresses (
    subscriber_id bigint primary key references subscribers on delete cascade,
    newsletter text not null, language text not null,
    email text, email_key text,
    until timestamptz not null, taken_back_at timestamptz)`,
  `create index moved_addresses_by_key on moved_addresses (email_key)`,
  `create index moved_addresses_by_end on moved_addresses (until)`,
];
