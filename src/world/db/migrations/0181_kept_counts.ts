/** Counts of a running send are kept, and begin where the last count ended: a long ledger is not read again for each look. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // None of these asks for a state, so that claims and dots stay heap-only updates; a letter that is taken enters one of them.
  'create index letters_settled on letters (issue_id, settled_at) where settled_at is not null',
  'create index letters_put_off on letters (issue_id, next_at) where settled_at is null and next_at is not null',
  `create index letters_not_taken on letters (issue_id)
   where settled_at is not null and (reply_code is null or reply_code >= 400)`,
  // The last batch that a run took letters of: what it holds is not behind it.
  'alter table runs add column reached int',
  'update runs set reached = last_batch',
  // How often letters were put in line again: what was counted before that is void.
  'alter table sends add column reopened int not null default 0',
  `create table send_providers (
    issue_id bigint not null references issues on delete cascade,
    provider text not null, letters int not null,
    primary key (issue_id, provider))`,
  'insert into send_providers select issue_id, provider, count(*) from letters group by issue_id, provider',
  // Letters settled from since to until. doubts: those among them whose fate was unknown, and may be told later.
  `create table kept_counts (
    issue_id bigint not null references issues on delete cascade,
    since timestamptz not null, until timestamptz not null,
    reopened int not null, groups jsonb not null, doubts bigint[] not null,
    primary key (issue_id, since))`,
];
