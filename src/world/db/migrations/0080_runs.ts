/**
 * A lease belongs to a run, not to each of its letters, and no index asks for the state of a letter: so claiming it and
 * committing its dot change nothing but its own row (heap-only tuples), at half the cost.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table runs (
    run_id uuid primary key,
    issue_id bigint not null references issues on delete cascade,
    first_batch int not null, last_batch int not null,
    lease_until timestamptz not null)`,
  `insert into runs
   select run_id, issue_id, min(batch), max(batch), coalesce(max(lease_until), now()) from letters
   where state in ('claimed', 'dotted') and run_id is not null group by run_id, issue_id`,
  'drop index letters_open',
  'drop index letters_leased',
  'drop index letters_deferred',
  'drop index letters_refused',
  'alter table letters drop column lease_until',
  // What the index of open letters stands on.
  `update letters set settled_at = null where settled_at is not null and state in ('pending', 'claimed', 'dotted', 'deferred')`,
  `update letters set settled_at = now() where settled_at is null and state not in ('pending', 'claimed', 'dotted', 'deferred')`,
  `alter table letters add constraint letters_settled
   check ((settled_at is null) = (state in ('pending', 'claimed', 'dotted', 'deferred')))`,
  'create index letters_open on letters (issue_id, batch, id) where settled_at is null',
  'create index letters_failed on letters (id) where settled_at is not null and reply_code >= 400',
  // Half of each page waits for the second version of its rows, which then needs no new place in any index.
  'alter table letters set (fillfactor = 50)',
];
