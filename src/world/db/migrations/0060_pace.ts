/** What all machines share while they send: a bucket per provider, a relay's letters of the day, how relays stand. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // slow_rate, held_until and said are set together after the provider complained.
  `create table paces (
    provider text primary key,
    tokens double precision not null default 0,
    filled_at timestamptz not null default now(),
    slow_rate double precision, held_until timestamptz, said text)`,
  `create table relay_days (
    relay text not null, day date not null, letters int not null,
    primary key (relay, day))`,
  // For people only: what each sending process last said of each relay.
  `create table relay_standings (
    process uuid not null, relay text not null,
    sessions int not null, allowed int not null, most int not null,
    trouble text, aside_until timestamptz, daily_cap int, spent boolean not null,
    at timestamptz not null,
    primary key (process, relay))`,
];
