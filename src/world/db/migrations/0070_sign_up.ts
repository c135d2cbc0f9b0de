/** Sign-up: requests that wait for their confirmation, attempts to be counted, and the wordings that receipts name. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table wordings (
    hash text primary key, version text not null, language text not null, text text not null,
    first_shown_at timestamptz not null)`,
  `create function keep_wordings() returns trigger language plpgsql as $$
    begin raise exception 'wordings that were shown are kept: % refused', lower(tg_op); end $$`,
  `create trigger keep_wordings before update or delete on wordings
    for each row execute function keep_wordings()`,
  `alter table consent_receipts add foreign key (wording_hash) references wordings (hash)`,
  `create index consent_receipts_by_address on consent_receipts (email_hash)`,
  // Nobody becomes a subscriber before the confirmation; then the address leaves this table.
  `create table sign_ups (
    token_hash bytea primary key,
    email text, email_key text,
    newsletters text[] not null,
    wording_hash text not null references wordings (hash),
    source text not null, network text,
    asked_at timestamptz not null, expires_at timestamptz not null,
    confirmed_at timestamptz,
    subscriber_id bigint references subscribers on delete cascade)`,
  `create index sign_ups_by_key on sign_ups (email_key)`,
  `create index sign_ups_by_subscriber on sign_ups (subscriber_id)`,
  `create index sign_ups_by_end on sign_ups (expires_at)`,
  // Keys are keyed hashes of addresses, networks and newsletters.
  `create table sign_up_attempts (key bytea not null, at timestamptz not null)`,
  `create index sign_up_attempts_by_key on sign_up_attempts (key, at)`,
  `create index sign_up_attempts_by_time on sign_up_attempts (at)`,
];
