/** The API: tokens of programs, how much each asks, and what was answered to a request that may be repeated. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Only hashes, as for sign-in: whoever reads the database can use no token. newsletters null: all of them.
  `create table api_tokens (
    id bigint generated always as identity primary key,
    name text not null, token_hash bytea not null unique, hint text not null,
    scopes text[] not null check (scopes <> '{}'),
    newsletters text[] check (newsletters <> '{}'),
    created_at timestamptz not null, expires_at timestamptz, revoked_at timestamptz)`,
  `create unique index api_tokens_by_name on api_tokens (lower(name)) where revoked_at is null`,
  // Beside the tokens, so that a request that is refused changes nothing but this.
  `create table api_token_uses (
    token_id bigint primary key references api_tokens on delete cascade,
    used_at timestamptz not null, window_at timestamptz not null, requests int not null)`,
  // Sealed with the secret: an answer may hold an address, or a secret that is shown once.
  `create table api_answers (
    token_id bigint not null references api_tokens on delete cascade,
    key text not null, request_hash bytea not null, begun_at timestamptz not null,
    sealed bytea,
    subscriber_id bigint references subscribers on delete cascade,
    primary key (token_id, key))`,
  `create index api_answers_by_time on api_answers (begun_at)`,
  `create index api_answers_by_subscriber on api_answers (subscriber_id)`,
];
