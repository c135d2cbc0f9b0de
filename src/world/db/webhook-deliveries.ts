/** Deliveries of webhooks: written by triggers with the fact itself, taken under a lease, logged attempt by attempt. */
import type pg from 'pg';
import type { DueDelivery, WebhookRoom } from '../../webhooks/deliver.ts';
import type { LoggedDelivery } from '../../webhooks/record.ts';
import type { Attempt, Verdict } from '../../webhooks/retry.ts';

/** Deliveries of one webhook at a time, of one that fails, and seconds they are held. */
const claims = { well: 5, failing: 1, leaseSeconds: 60 } as const;
/** Days that settled deliveries stay in the log. */
const keptDays = 30;

/**
 * What is due of webhooks that are on and not at work here, of as many as there is room for. Nobody else has it before the
 * lease ends. In no order: where more webhooks wait than there is room for, none is always the last.
 */
export async function claimDeliveries(
  pool: pg.Pool,
  at: Date,
  atWork: readonly number[],
  room: WebhookRoom,
): Promise<readonly DueDelivery[]> {
  const isDue = "state = 'pending' and next_at <= $1 and coalesce(lease_until, $1) <= $1";
  const { rows } = await pool.query(
    `with hooks as (
       select id, failing, row_number() over (partition by failing order by random()) as place
       from (select id, failing_since is not null as failing from webhooks w
         where active and id <> all($2::bigint[])
           and exists (select from webhook_deliveries where webhook_id = w.id and ${isDue})) waiting),
     due as materialized (
       select d.id from hooks h cross join lateral (
         select id from webhook_deliveries where webhook_id = h.id and ${isDue}
         order by next_at, id limit case when failing then ${claims.failing} else ${claims.well} end
         for update skip locked) d
       where place <= case when failing then $4::int else $3::int end),
     taken as (
       update webhook_deliveries d set lease_until = $1::timestamptz + interval '${claims.leaseSeconds} s'
       from due where d.id = due.id returning d.*)
     select d.id, d.message, d.event, d.data, d.happened_at, d.attempts, s.email, w.id as webhook, w.url, w.salt,
       w.with_address, w.secret_number, w.previous_until, w.failing_since
     from taken d join webhooks w on w.id = d.webhook_id left join subscribers s on s.id = d.subscriber_id
     order by d.id`,
    [at, [...atWork], room.well, room.failing],
  );
  return rows.map((row) => ({
    id: row.id,
    message: `msg_${row.message}`,
    ...{ event: row.event, data: row.data, happenedAt: row.happened_at, attempts: row.attempts },
    address: row.with_address ? row.email : undefined,
    webhook: {
      ...{ id: row.webhook, url: row.url, salt: row.salt },
      ...{ secretNumber: row.secret_number, previousUntil: row.previous_until },
      failingSince: row.failing_since,
    },
  }));
}

/** Notes the attempt, what becomes of the delivery, and what that says of its webhook: one statement. */
export async function settleDelivery(
  pool: pg.Pool,
  delivery: DueDelivery,
  at: Date,
  attempt: Attempt,
  verdict: Verdict,
): Promise<void> {
  const answered = attempt.kind === 'answered';
  const failing = verdict.kind === 'delivered' ? null : verdict.failingSince;
  const disabled = verdict.kind === 'given_up' ? verdict.disabled : null;
  await pool.query(
    // The delivery may be gone with its webhook: then there is nothing to note.
    `with settled as (
       update webhook_deliveries d set attempts = attempts + 1, lease_until = null,
         state = case $7::text when 'again' then 'pending' else $7::text end,
         next_at = coalesce($8::timestamptz, next_at), settled_at = case when $7 = 'again' then null else $2::timestamptz end
       where id = $1 returning d.id),
     noted as (
       insert into webhook_attempts (delivery_id, at, ms, status, answer, fault)
       select id, $2::timestamptz, $3::int, $4::int, case when $11::bigint is null or exists (
         select from subscribers where id = $11) then $5::text end, $6::jsonb from settled)
     update webhooks set failing_since = case when $7 = 'delivered' then null else coalesce(failing_since, $9::timestamptz) end,
       active = active and $10::jsonb is null, disabled = coalesce($10::jsonb, disabled)
     where id = $12`,
    [
      delivery.id,
      at,
      attempt.ms,
      answered ? attempt.status : null,
      answered ? attempt.answer : null,
      answered ? null : attempt.trouble,
      verdict.kind,
      verdict.kind === 'again' ? verdict.at : null,
      failing,
      disabled,
      subscriberOf(delivery),
      delivery.webhook.id,
    ],
  );
}

/** Whose address an answer may quote: once they are erased, it is not kept. */
function subscriberOf({ data, event }: DueDelivery): number | null {
  const id = data.subscriber_id;
  return event.startsWith('subscriber.') && typeof id === 'number' ? id : null;
}

/** Forgets what was settled long ago. */
export async function dropOldDeliveries(pool: pg.Pool, at: Date): Promise<void> {
  const before = new Date(at.getTime() - keptDays * 86_400_000);
  await pool.query('delete from webhook_deliveries where settled_at < $1', [before]);
}

/** In order of their ids. delivery: only this one. */
export async function pageOfDeliveries(
  pool: pg.Pool,
  webhook: number,
  { after, limit, delivery }: { readonly after: number; readonly limit: number; readonly delivery?: number },
): Promise<readonly LoggedDelivery[]> {
  const { rows } = await pool.query<LoggedDelivery>(
    `select id, 'msg_' || message as message, event, data, happened_at as "happenedAt", state,
       case when state = 'pending' then next_at end as "nextAt", coalesce((
         select jsonb_agg(jsonb_build_object('at', at, 'ms', ms, 'status', status, 'answer', answer, 'fault', fault)
           order by id) from webhook_attempts where delivery_id = d.id), '[]') as attempts
     from webhook_deliveries d
     where webhook_id = $1 and id > $2 and ($4::bigint is null or id = $4) order by id limit $3`,
    [webhook, after, limit, delivery ?? null],
  );
  return rows;
}

/** Puts a delivery in line again, with all its tries. False: there is none. */
export async function redeliver(
  pool: pg.Pool,
  webhook: number,
  delivery: number,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update webhook_deliveries set state = 'pending', attempts = 0, next_at = $3, settled_at = null
     where webhook_id = $1 and id = $2`,
    [webhook, delivery, at],
  );
  return rowCount === 1;
}
