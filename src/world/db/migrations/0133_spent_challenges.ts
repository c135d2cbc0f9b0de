/** A challenge that was solved serves once; after its end it is worth nothing and forgotten. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table spent_challenges (nonce text primary key, expires_at timestamptz not null)`.execute(
    db,
  );
}
