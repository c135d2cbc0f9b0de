/** What readers may do by their own link: move to another address, say why they leave, be asked whether they stay. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The last time that a person did something themselves; who was here before counts from the day they came.
  `alter table subscribers add column contact_at timestamptz, add column asked_to_stay_at timestamptz`,
  `update subscribers s set contact_at = greatest(created_at,
    (select max(at) from consent_receipts r where r.subscriber_id = s.id))`,
  `alter table subscribers alter column contact_at set default now(), alter column contact_at set not null`,
  // A reason is told once per farewell, and kept as a figure: nobody can say whose it was.
  `alter table subscriptions add column reason_told boolean not null default false`,
  `create table departure_reasons (
    newsletter text not null, reason text not null, day date not null, count int not null,
    primary key (newsletter, reason, day))`,
  `create table address_changes (
    token_hash bytea primary key,
    subscriber_id bigint not null references subscribers on delete cascade,
    newsletter text not null, language text not null,
    email text not null, email_key text not null,
    asked_at timestamptz not null, expires_at timestamptz not null)`,
  `create index address_changes_by_subscriber on address_changes (subscriber_id)`,
  `create index address_changes_by_key on address_changes (email_key)`,
  `create index address_changes_by_end on address_changes (expires_at)`,
  // Whoever was erased because they were silent may come back by themselves; a file may not bring them.
  `alter table suppressions drop constraint suppressions_reason_check`,
  `alter table suppressions add constraint suppressions_reason_check check
    (reason in ('forgotten', 'silent', 'complaint', 'hard_bounce', 'soft_bounces', 'manual'))`,
];
