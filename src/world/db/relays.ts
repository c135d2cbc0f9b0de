/** Relays as all machines see them: letters of the day of one that is warmed up, and how each stands. */

import type { RelayStanding } from '../../outbox/relay.ts';
import type { Asking } from './database.ts';

/** Takes up to `wanted` of the day's letters, and never more than the cap over all machines. Returns how many. */
export async function takeRelayDay(
  pool: Asking,
  relay: string,
  take: { readonly day: string; readonly cap: number; readonly wanted: number },
): Promise<number> {
  const { day, cap, wanted } = take;
  await pool.query(
    'insert into relay_days (relay, day, letters) values ($1, $2, 0) on conflict (relay, day) do nothing',
    [relay, day],
  );
  const { rows } = await pool.query<{ taken: number }>(
    `with today as materialized (
       select letters, greatest(0, least($4::int, $3::int - letters)) as taken
       from relay_days where relay = $1 and day = $2 for update),
     counted as (
       update relay_days d set letters = d.letters + t.taken from today t where d.relay = $1 and d.day = $2)
     select taken from today`,
    [relay, day, cap, wanted],
  );
  return rows[0]?.taken ?? 0;
}

/** Writes what a process says of its relays. */
export async function keepStandings(
  pool: Asking,
  process: string,
  standings: readonly RelayStanding[],
): Promise<void> {
  await pool.query(
    `insert into relay_standings (process, relay, sessions, allowed, most, envelope, trouble, aside_until, daily_cap, spent, at)
     select $1, s.*, now()
     from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::text[], $7::text[], $8::timestamptz[], $9::int[], $10::boolean[]) s
     on conflict (process, relay) do update set sessions = excluded.sessions, allowed = excluded.allowed,
       most = excluded.most, envelope = excluded.envelope, trouble = excluded.trouble, aside_until = excluded.aside_until,
       daily_cap = excluded.daily_cap, spent = excluded.spent, at = excluded.at`,
    [
      process,
      standings.map((one) => one.relay),
      standings.map((one) => one.sessions),
      standings.map((one) => one.allowed),
      standings.map((one) => one.most),
      standings.map((one) => one.envelope),
      standings.map((one) => one.trouble),
      standings.map((one) => one.asideUntil),
      standings.map((one) => one.dailyCap),
      standings.map((one) => one.spent),
    ],
  );
  await pool.query(`delete from relay_standings where at < now() - interval '1 day'`);
}

/** What was said in the last half minute, added up over the processes. */
export async function relayStandings(pool: Asking): Promise<readonly RelayStanding[]> {
  const { rows } = await pool.query(
    `select relay, sum(sessions)::int as sessions, sum(allowed)::int as allowed, sum(most)::int as most,
       (array_agg(envelope order by at desc) filter (where envelope is not null))[1] as envelope,
       (array_agg(trouble order by at desc) filter (where trouble is not null))[1] as trouble,
       max(aside_until) filter (where aside_until > now()) as aside, max(daily_cap) as cap, bool_and(spent) as spent
     from relay_standings where at > now() - interval '30 s' group by relay order by relay`,
  );
  return rows.map(({ relay, sessions, allowed, most, envelope, trouble, aside, cap, spent }) => ({
    relay,
    sessions,
    allowed,
    most,
    envelope,
    trouble,
    asideUntil: aside,
    dailyCap: cap,
    spent,
  }));
}
