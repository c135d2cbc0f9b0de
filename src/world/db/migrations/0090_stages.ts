/** Stages of a send as ranges of its batches, and the rules that were in force at its freeze. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // released: batches from 0 on that may leave. Sends from before have left as a whole, under the usual rules.
  `alter table sends add column released int, add column rules jsonb not null default '{}'`,
  'update sends set released = batches',
  'alter table sends alter column released set not null',
  // Only of sends that have more than one. tried_at: when all letters of the stage had an outcome.
  `create table send_stages (
    issue_id bigint not null references issues on delete cascade,
    number int not null, name text not null check (name in ('seeds', 'share', 'rest')),
    first_batch int not null, last_batch int not null, letters int not null,
    tried_at timestamptz,
    primary key (issue_id, number))`,
];
