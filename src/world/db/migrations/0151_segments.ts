/** Segments: readers chosen by conditions, kept as a tree; and the segment that an issue leaves to. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table segments (
    id bigint generated always as identity primary key,
    name text not null unique, title text not null, tree jsonb not null,
    created_at timestamptz not null, changed_at timestamptz not null)`,
  // A row is an editor's choice for this issue, against newsletter.yaml; null: everybody. No foreign key: an issue
  // that left keeps the name when the segment is gone.
  `create table issue_segments (
    issue_id bigint primary key references issues on delete cascade,
    segment text, by text not null, at timestamptz not null)`,
];
