/** The report of an issue: letters counted once and kept, and what followed found by the issue it belongs to. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // sent_at: of the send that was counted. Letters that are put in line again end a second time, and are counted anew.
  `create table kept_figures (
    issue_id bigint primary key references issues on delete cascade,
    sent_at timestamptz not null, figures jsonb not null)`,
  'alter table returns add column issue_id bigint',
  'update returns r set issue_id = l.issue_id from letters l where l.id = r.letter_id',
  'create index returns_by_issue on returns (issue_id, source)',
  // The issue whose letter led to the choice.
  'alter table consent_receipts add column issue_id bigint',
  'create index consent_receipts_by_issue on consent_receipts (issue_id, email_hash, id) where issue_id is not null',
];
