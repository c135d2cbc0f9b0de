/** Service letters that wait for the relay: sealed, because they hold an address and links that open something. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // to_hash: the keyed hash of the address, by which an erasure finds what waits for it.
  `create table service_letters (
    id bigint generated always as identity primary key,
    kind text not null, to_hash bytea not null, sealed bytea not null,
    attempts smallint not null default 0,
    asked_at timestamptz not null, next_at timestamptz not null, until timestamptz not null)`,
  `create index service_letters_due on service_letters (next_at)`,
  `create index service_letters_by_address on service_letters (to_hash)`,
];
