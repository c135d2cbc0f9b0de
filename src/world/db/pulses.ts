/** Pulses of sending processes: written while they work, read by whoever watches, in whatever process. */

import type { IssueId, Period } from '../../audience/ids.ts';
import type { Rest } from '../../outbox/deliver-needs.ts';
import type { Pulse } from '../../outbox/meter.ts';
import { usualRules } from '../../outbox/rules.ts';
import type { Asking } from './database.ts';

/** Seconds after which a process that wrote nothing is gone. */
const freshFor = 6;

/** Writes how a process sends an issue; `moved` notes that a letter of it came to an outcome. */
export async function keepPulse(
  pool: Asking,
  of: { readonly process: string; readonly issueId: IssueId },
  pulse: Pulse,
  moved: boolean,
): Promise<void> {
  await pool.query(
    `with beat as (
       insert into pulses (process, issue_id, beat_at, pulse) values ($1, $2, now(), $3)
       on conflict (process, issue_id) do update set beat_at = now(), pulse = $3)
     update sends set moved_at = now(), rests_until = null where issue_id = $2 and $4`,
    [of.process, of.issueId, JSON.stringify(pulse), moved],
  );
}

/** No relay takes more today: the send rests until then, or until a letter moves all the same. */
export async function noteRest(pool: Asking, issueId: IssueId, rest: Rest): Promise<void> {
  await pool.query('update sends set rests_until = $2, rest_reason = $3 where issue_id = $1', [
    issueId,
    rest.until,
    rest.reason,
  ]);
}

/** The process stopped sending the issue; those that were killed are cleared on the way. */
export async function endPulse(
  pool: Asking,
  of: { readonly process: string; readonly issueId: IssueId },
): Promise<void> {
  await pool.query(
    `delete from pulses where (process = $1 and issue_id = $2) or beat_at < now() - interval '1 hour'`,
    [of.process, of.issueId],
  );
}

/** Of every process that sends the issue now, when a letter of it last came to an outcome, and why it rests. */
export async function pulsesOf(
  pool: Asking,
  issueId: IssueId,
): Promise<{ readonly pulses: readonly Pulse[]; readonly movedAt: Date | null; readonly rest: Rest | null }> {
  const { rows } = await pool.query<{
    pulses: Pulse[] | null;
    moved_at: Date | null;
    until: Date | null;
    reason: string | null;
  }>(
    `select d.moved_at,
       (select json_agg(p.pulse) from pulses p
        where p.issue_id = d.issue_id and p.beat_at > now() - $2 * interval '1 s') as pulses,
       case when d.rests_until > now() then d.rests_until end as until, d.rest_reason as reason
     from sends d where d.issue_id = $1`,
    [issueId, freshFor],
  );
  const [row] = rows;
  const rest = row?.until ? { until: row.until, reason: row.reason ?? '' } : null;
  return { pulses: row?.pulses ?? [], movedAt: row?.moved_at ?? null, rest };
}

export type StuckSend = {
  readonly newsletter: string;
  readonly period: Period;
  readonly seconds: number;
  /** A process is at it all the same. */
  readonly attended: boolean;
};

/**
 * Sends with letters that could leave this instant, of which none has come to an outcome for so many seconds; or whose
 * letters nobody writes into the ledger; or whose stage has been looked at for long enough, and nobody let the next one go.
 */
export async function stuckSends(pool: Asking, seconds: number): Promise<readonly StuckSend[]> {
  const { rows } = await pool.query<StuckSend>(
    `select i.newsletter, i.period, extract(epoch from now() - coalesce(d.moved_at, d.frozen_at))::int as seconds,
       exists (select from pulses p where p.issue_id = i.id and p.beat_at > now() - $3 * interval '1 s') as attended
     from issues i join sends d on d.issue_id = i.id
     where i.state = 'sending' and coalesce(d.moved_at, d.frozen_at) < now() - $1 * interval '1 s'
       and coalesce(d.rests_until < now() - $1 * interval '1 s', true)
       and (exists (select from unwritten_batches u where u.issue_id = i.id and u.batch < d.released)
       or exists (
         select from letters l where l.issue_id = i.id and l.batch < d.released and l.settled_at is null
           and (l.state <> 'deferred' or l.next_at < now() - $1 * interval '1 s'))
       or d.released < d.batches and not exists (
         select from letters l where l.issue_id = i.id and l.batch < d.released and l.settled_at is null)
         and coalesce(d.moved_at, d.frozen_at) < now() - $1 * interval '1 s'
           - coalesce((d.rules ->> 'settleMinutes')::float8, $2) * interval '1 min')`,
    [seconds, usualRules.settleMinutes, freshFor],
  );
  return rows;
}

/** Of the newsletter, sends that have letters left and nobody at them, the oldest first. */
export async function unattendedSends(pool: Asking, newsletter: string): Promise<readonly Period[]> {
  const { rows } = await pool.query<{ period: Period }>(
    `select period from issues i where newsletter = $1 and state = 'sending' and not exists (
       select from pulses p where p.issue_id = i.id and p.beat_at > now() - $2 * interval '1 s') order by id`,
    [newsletter, freshFor],
  );
  return rows.map(({ period }) => period);
}

export type WatchedSend = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly paused: boolean;
  /** The stage that leaves now, from 1, of how many, and the letters that wait for it; a send as a whole is one stage. */
  readonly stages: { readonly now: number; readonly of: number; readonly waiting: number };
};

/** Sends on their way, and those that ended within a day. */
export async function watchedSends(pool: Asking): Promise<readonly WatchedSend[]> {
  const { rows } = await pool.query<WatchedSend>(
    `select i.id, i.newsletter, i.period, i.state = 'paused' as paused, s.stages
     from issues i join sends d on d.issue_id = i.id cross join lateral (
       select json_build_object(
         'now', greatest(1, count(*) filter (where first_batch < d.released)), 'of', greatest(1, count(*)),
         'waiting', coalesce(sum(letters) filter (where first_batch >= d.released), 0)) as stages
       from send_stages where issue_id = i.id) s
     where i.state in ('sending', 'paused') or i.sent_at > now() - interval '1 day' order by i.id`,
  );
  return rows;
}
