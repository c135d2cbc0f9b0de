/** Webhooks: who is told of what. Triggers write each word in the transaction of the fact, so that no way past them exists. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The secret itself is nowhere: it is derived from HEBDO_SECRET, salt and number. newsletters null: all.
  `create table webhooks (
    id bigint generated always as identity primary key,
    url text not null, events text[] not null check (events <> '{}'),
    newsletters text[] check (newsletters <> '{}'),
    with_address boolean not null,
    salt bytea not null, secret_number int not null default 1, previous_until timestamptz,
    created_at timestamptz not null,
    active boolean not null default true,
    failing_since timestamptz, disabled_reason text)`,
  // data holds ids, never an address: that is looked up when a delivery leaves, and is gone with the reader.
  `create table webhook_deliveries (
    id bigint generated always as identity primary key,
    webhook_id bigint not null references webhooks on delete cascade,
    message uuid not null default gen_random_uuid(),
    event text not null, data jsonb not null, subscriber_id bigint,
    happened_at timestamptz not null default now(),
    state text not null default 'pending' check (state in ('pending', 'delivered', 'given_up')),
    attempts smallint not null default 0,
    next_at timestamptz not null default now(), lease_until timestamptz, settled_at timestamptz)`,
  `create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_at) where state = 'pending'`,
  `create index webhook_deliveries_of on webhook_deliveries (webhook_id, id)`,
  `create index webhook_deliveries_settled on webhook_deliveries (settled_at) where settled_at is not null`,
  `create index webhook_deliveries_by_subscriber on webhook_deliveries (subscriber_id)`,
  `create table webhook_attempts (
    id bigint generated always as identity primary key,
    delivery_id bigint not null references webhook_deliveries on delete cascade,
    at timestamptz not null, ms int not null,
    status int, answer text, fault text)`,
  `create index webhook_attempts_of on webhook_attempts (delivery_id)`,
  // By statement and not by row: an import of a million must not feel it where nobody listens.
  `create function tell_of_new_subscriptions() returns trigger language plpgsql as $$
    begin
      if not exists (select from webhooks where active) then return null; end if;
      insert into webhook_deliveries (webhook_id, event, subscriber_id, data)
      select w.id, e.event, f.subscriber_id,
        jsonb_build_object('subscriber_id', f.subscriber_id, 'newsletter', f.newsletter)
      from fresh f
        cross join lateral (values (1, 'subscriber.created', f.state in ('active', 'pending')),
          (2, 'subscriber.confirmed', f.state = 'active')) e(place, event, so)
        join webhooks w on w.active and e.event = any(w.events)
          and (w.newsletters is null or f.newsletter = any(w.newsletters))
      where e.so order by f.subscriber_id, e.place;
      return null;
    end $$`,
  `create trigger tell_of_new_subscriptions after insert on subscriptions
    referencing new table as fresh for each statement execute function tell_of_new_subscriptions()`,
  `create function tell_of_changed_subscriptions() returns trigger language plpgsql as $$
    begin
      if not exists (select from webhooks where active) then return null; end if;
      insert into webhook_deliveries (webhook_id, event, subscriber_id, data)
      select w.id, e.event, f.subscriber_id,
        jsonb_build_object('subscriber_id', f.subscriber_id, 'newsletter', f.newsletter)
      from fresh f join stale o on o.subscriber_id = f.subscriber_id and o.newsletter = f.newsletter
        cross join lateral (select case f.state
          when 'active' then 'subscriber.confirmed' when 'unsubscribed' then 'subscriber.unsubscribed'
          when 'bounced' then case f.source when 'complaint' then 'subscriber.complained' else 'subscriber.bounced' end
          end as event) e
        join webhooks w on w.active and e.event = any(w.events)
          and (w.newsletters is null or f.newsletter = any(w.newsletters))
      where f.state <> o.state order by f.subscriber_id;
      return null;
    end $$`,
  `create trigger tell_of_changed_subscriptions after update on subscriptions
    referencing old table as stale new table as fresh for each statement
    execute function tell_of_changed_subscriptions()`,
  // Before, because afterwards nobody knows which newsletters the reader had to do with. What a receiver answered may
  // quote the address: it goes.
  `create function tell_of_erasure() returns trigger language plpgsql as $$
    begin
      update webhook_attempts set answer = null where answer is not null
        and delivery_id in (select id from webhook_deliveries where subscriber_id = old.id);
      insert into webhook_deliveries (webhook_id, event, subscriber_id, data)
      select w.id, 'subscriber.erased', old.id, jsonb_build_object('subscriber_id', old.id, 'newsletter', null)
      from webhooks w where w.active and 'subscriber.erased' = any(w.events) and (w.newsletters is null or exists (
        select from subscriptions where subscriber_id = old.id and newsletter = any(w.newsletters)));
      return old;
    end $$`,
  `create trigger tell_of_erasure before delete on subscribers for each row execute function tell_of_erasure()`,
  `create function tell_of_issue() returns trigger language plpgsql as $$
    begin
      insert into webhook_deliveries (webhook_id, event, data)
      select w.id, 'issue.' || new.state, jsonb_build_object('issue_id', new.id, 'newsletter', new.newsletter,
        'period', new.period, 'number', new.number)
      from webhooks w where w.active and 'issue.' || new.state = any(w.events)
        and (w.newsletters is null or new.newsletter = any(w.newsletters));
      return null;
    end $$`,
  `create trigger tell_of_issue after update of state on issues for each row
    when (new.state in ('approved', 'sent') and old.state <> new.state and old.state <> 'scheduled')
    execute function tell_of_issue()`,
];
