/** What one send froze, and the indexes that keep claims, leases and deferred letters quick in a long ledger. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table sends (
    issue_id bigint primary key references issues on delete cascade,
    edition_hash text not null,
    candidates int not null, letters int not null, batches int not null,
    unknown_policy text not null check (unknown_policy in ('at_most_once', 'at_least_once')),
    frozen_at timestamptz not null)`,
  // The first attempt: a letter is given up a set time after it, however often it was tried.
  `alter table letters add column tried_at timestamptz`,
  `create index letters_leased on letters (run_id) where state in ('claimed', 'dotted')`,
  `create index letters_deferred on letters (issue_id, next_at) where state = 'deferred'`,
];
