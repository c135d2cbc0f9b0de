/** Service letters that no relay took: somebody waits for one that never comes, and the paper should see it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // to_hash: the keyed hash of the address, by which an operator who is asked finds it and an erasure takes it away.
  `create table refused_service_letters (
    id bigint generated always as identity primary key,
    kind text not null, to_hash bytea not null, reason text not null, at timestamptz not null)`,
  `create index refused_service_letters_by_time on refused_service_letters (at)`,
  `create index refused_service_letters_by_address on refused_service_letters (to_hash)`,
];
