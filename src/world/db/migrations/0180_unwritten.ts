/** A frozen audience as lists of readers, so that the first letters leave before the last ones are written into the ledger. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A row goes in the transaction that writes its letters.
  `create table unwritten_batches (
    issue_id bigint not null references issues on delete cascade,
    batch int not null, subscribers bigint[] not null,
    primary key (issue_id, batch))`,
  // Ids of readers hardly compress, and trying takes longer than writing.
  'alter table unwritten_batches alter column subscribers set storage external',
];
