/** The studio: who may enter, and an append-only log of what they changed in an issue. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Names are unique: approvals and changes are signed with them, and two people must not look like one.
  `create table editors (
    id bigint generated always as identity primary key,
    email text not null, email_key text not null unique,
    name text not null,
    roles text[] not null check (roles <> '{}' and roles <@ array['editor', 'chief', 'operator']),
    language text not null default 'fr' check (language in ('fr', 'en')),
    added_at timestamptz not null)`,
  `create unique index editors_by_name on editors (lower(name))`,
  // Only hashes: whoever reads the database can neither enter nor take over a session.
  // browser_hash null: printed for the operator, bound to no browser.
  `create table sign_in_links (
    token_hash bytea primary key,
    editor_id bigint not null references editors on delete cascade,
    browser_hash bytea, expires_at timestamptz not null)`,
  `create table sign_in_attempts (key bytea not null, at timestamptz not null)`,
  `create index sign_in_attempts_by_key on sign_in_attempts (key, at)`,
  `create table studio_sessions (
    token_hash bytea primary key,
    editor_id bigint not null references editors on delete cascade,
    begun_at timestamptz not null, expires_at timestamptz not null)`,
  // before: the editable parts as they were, so that a change can be taken back.
  `create table issue_changes (
    id bigint generated always as identity primary key,
    issue_id bigint not null references issues on delete cascade,
    version int not null,
    by text not null, at timestamptz not null,
    change jsonb not null, before jsonb not null,
    undoes bigint references issue_changes on delete cascade)`,
  `create index issue_changes_by_issue on issue_changes (issue_id, id desc)`,
];
