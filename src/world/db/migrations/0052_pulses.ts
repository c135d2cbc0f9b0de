/** How sending feels now: a row per sending process and issue, written every second, and when an issue last moved. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Unlogged: after a crash of the server nobody sends, so there is nothing to remember.
  `create unlogged table pulses (
    process text not null, issue_id bigint not null,
    beat_at timestamptz not null, pulse jsonb not null,
    primary key (process, issue_id))`,
  `alter table sends add column moved_at timestamptz`,
];
