/** What came back: a row per return that was understood, and how far each bounce mailbox was read. No addresses. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // digest: of the mail's bytes, or of the refused letter's id; the same return is weighed once, however often it is read.
  `create table returns (
    digest bytea primary key,
    letter_id bigint references letters on delete set null,
    source text not null check (source in ('mailbox', 'smtp')),
    kind text not null check (kind in ('bounce', 'complaint', 'auto_reply')),
    class text check (class in ('hard', 'soft', 'blocked')), reason text,
    reply_code smallint, reply_enhanced text,
    final boolean not null default true,
    at timestamptz not null,
    effect text check (effect in ('none', 'hard_bounce', 'soft_bounces', 'complaint', 'left')))`,
  `create index returns_by_letter on returns (letter_id)`,
  `create index letters_refused on letters (id) where state in ('refused', 'given_up')`,
  `create table return_mailboxes (
    mailbox text primary key,
    uid_validity text not null, last_uid bigint not null)`,
];
