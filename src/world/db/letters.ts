/** The ledger of letters: claimed by a lease, dotted before the dot, settled by the relay's word. */

import type { IssueId, LetterId } from '../../audience/ids.ts';
import type { Provider } from '../../audience/provider.ts';
import type { ClaimedLetter, LetterOutcome, OneClaim, RunId } from '../../outbox/ledger.ts';
import type { Asking } from './database.ts';
import type { Run } from './runs.ts';
import { type HashPads, hashedInSql } from './suppression-hash.ts';

/** So many letters of one provider, looked for from this batch on. */
export type PacedClaim = { readonly provider: Provider; readonly letters: number; readonly from: number };

/** Why this letter must not be sent any more, or null: asked at the claim and again before the dot. */
const hindrance = `case
  when s.id is null then 'forgotten'
  when b.state is distinct from 'active' then coalesce(b.state, 'unsubscribed')
  when b.paused_until > now() then 'paused'
  when exists (select from suppressions x where x.email_hash = ${hashedInSql('s.email_key', '$1', '$2')}) then 'suppressed'
end`;

/** l is the letter, i its issue; its reader may be gone. */
const joinReader = `left join subscribers s on s.id = l.subscriber_id
  left join subscriptions b on b.subscriber_id = s.id and b.newsletter = i.newsletter`;

/** The letter waits, or it was put off and its time has come: it still has the place of its batch and number. */
const inLine = `l.settled_at is null and l.state in ('pending', 'deferred') and (l.state = 'pending' or l.next_at <= now())`;

/**
 * The run and its lease are written with its first letters, and again with the next ones. The time that a letter may be put
 * off begins with the claim of its first attempt: one that went back untouched has had none, however long ago.
 */
const claimSql = `
with issue as materialized (select id, newsletter from issues where id = $3 and state = 'sending'),
free as materialized (
  select l.id, l.subscriber_id, l.batch from letters l
  where l.issue_id = $3 and l.batch between $4 and $5 and ${inLine} and l.provider <> all($9::text[])
    and exists (select from issue)
  order by l.batch, l.id limit $6
  for update of l skip locked),
paced as materialized (
  select g.id, g.subscriber_id, g.batch from unnest($9::text[], $10::int[], $11::int[]) p(provider, letters, first) cross join lateral (
    select l.id, l.subscriber_id, l.batch from letters l
    where l.issue_id = $3 and l.batch between p.first and $5 and ${inLine} and l.provider = p.provider
      and exists (select from issue)
    order by l.batch, l.id limit p.letters
    for update of l skip locked) g),
judged as materialized (
  select l.id, l.batch, s.id as subscriber, s.email, s.first_name, s.last_name, s.premium, s.commune,
    s.more_communes, s.sections, s.track_opens, s.track_clicks, ${hindrance} as hindrance
  from (select * from free union all select * from paced) l cross join issue i ${joinReader}),
run as (
  insert into runs (run_id, issue_id, first_batch, last_batch, reached, lease_until)
  select $7::uuid, $3, $12, $13, max(batch), now() + $8 * interval '1 ms' from judged where hindrance is null having count(*) > 0
  on conflict (run_id) do update set lease_until = excluded.lease_until, reached = greatest(runs.reached, excluded.reached))
update letters l
set state = case when j.hindrance is null then 'claimed' else 'suppressed' end,
    run_id = case when j.hindrance is null then $7::uuid end,
    claim = coalesce(l.claim, 0) + 1,
    tried_at = case when l.attempts > 0 then l.tried_at else now() end,
    pixel = nullif(j.track_opens, false),
    signed_links = nullif(j.track_clicks, false),
    reply = coalesce(j.hindrance, l.reply),
    settled_at = case when j.hindrance is not null then now() end
from judged j where l.id = j.id
returning l.id, l.claim, l.batch, l.provider, l.state, l.attempts, l.losses, l.tried_at, j.subscriber, j.email, j.first_name, j.last_name, j.premium, j.commune,
  j.more_communes, j.sections, j.track_opens, j.track_clicks`;

/**
 * Takes up to `limit` letters in line for a run, and of the paced providers only as many as they may have now. Letters
 * whose reader left or was suppressed meanwhile are settled instead. `seen` holds both, so that a caller knows whether
 * there may be more.
 */
export async function claimLetters(
  pool: Asking,
  pads: HashPads,
  claim: {
    readonly run: Run;
    /** Where letters of no paced provider are looked for. */
    readonly from: number;
    readonly limit: number;
    readonly paced: readonly PacedClaim[];
  },
): Promise<{
  readonly letters: readonly ClaimedLetter[];
  readonly seen: readonly { readonly batch: number; readonly provider: Provider }[];
}> {
  const { run, from, limit, paced } = claim;
  const values = [
    pads.inner,
    pads.outer,
    run.issueId,
    from,
    run.batches.to,
    limit,
    run.id,
    run.leaseMs,
    paced.map((one) => one.provider),
    paced.map((one) => one.letters),
    paced.map((one) => one.from),
    run.batches.from,
    run.batches.to,
  ];
  const { rows } = await pool.query({ name: 'claim-letters', text: claimSql, values });
  const letters = rows.filter((row) => row.state === 'claimed').map(claimedLetter);
  return { letters: letters.sort((one, other) => one.id - other.id), seen: rows };
}

/** Whether letters of these providers are in line: when nothing else is, only their pace holds the send up. */
export async function anyInLine(
  pool: Asking,
  { issueId, batches }: Pick<Run, 'issueId' | 'batches'>,
  providers: readonly Provider[],
): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select exists (select from letters l join issues i on i.id = l.issue_id and i.state = 'sending'
       where l.issue_id = $1 and l.batch between $2 and $3 and ${inLine} and l.provider = any($4)) as found`,
    [issueId, batches.from, batches.to, providers],
  );
  return rows[0]?.found ?? false;
}

// biome-ignore lint/suspicious/noExplicitAny: a row of the statement above, typed by what this function returns.
function claimedLetter(row: any): ClaimedLetter {
  return {
    id: row.id,
    claim: row.claim,
    batch: row.batch,
    provider: row.provider,
    attempts: row.attempts,
    losses: row.losses,
    firstTriedAt: row.tried_at,
    reader: {
      subscriberId: row.subscriber,
      email: row.email,
      firstName: row.first_name,
      lastName: row.last_name,
      premium: row.premium,
      commune: row.commune,
      moreCommunes: row.more_communes,
      sections: row.sections,
      tracking: { opens: row.track_opens, clicks: row.track_clicks },
    },
  };
}

/** A doubt that the newsletter would rather see twice than never: put off like any other, so that copies stay few. */
const again = `(o.state = 'unknown' and o.delay_ms is not null and i.unknown_policy = 'at_least_once' and i.state <> 'cancelled')`;

/**
 * Materialized, so that a reader is judged once and not wherever the judgement is used. The arrays stand in selects of
 * their own: where the planner sees how long one is, it makes a new plan for each tick, which costs more than the tick.
 */
const recordSql = `
with issue as materialized (
  select i.id, i.newsletter, i.state, d.unknown_policy from issues i join sends d on d.issue_id = i.id where i.id = $4),
judged as materialized (
  select l.id, a.claim, i.state = 'sending' as runs, ${hindrance} as hindrance
  from issue i cross join unnest((select $5::bigint[]), $6::int[]) a(id, claim) join letters l on l.id = a.id ${joinReader}),
asked as (
  update letters l
  set state = case when not j.runs then 'pending' when j.hindrance is null then 'dotted' else 'suppressed' end,
      run_id = case when j.runs and j.hindrance is null then l.run_id end,
      reply = coalesce(j.hindrance, l.reply),
      settled_at = case when j.runs and j.hindrance is not null then now() end
  from judged j where l.id = j.id and l.run_id = $3::uuid and l.claim = j.claim and l.state = 'claimed'
  returning l.id, l.state),
told as (
  update letters l
  set state = case when o.state in ('pending', 'deferred') and i.state = 'cancelled' then 'cancelled' when ${again} then 'deferred' else o.state end,
      run_id = case when o.state = 'unknown' and not ${again} then l.run_id end,
      attempts = l.attempts + (o.state <> 'pending')::int,
      losses = l.losses + o.lost::int,
      reply_code = case when o.lost then o.code else coalesce(o.code, l.reply_code) end,
      reply_enhanced = case when o.code is null and not o.lost then l.reply_enhanced else o.enhanced end,
      reply = coalesce(o.text, l.reply),
      reply_step = case when o.code is null and not o.lost then l.reply_step else o.step end,
      next_at = case when o.state = 'deferred' or ${again} then now() + o.delay_ms * interval '1 ms'
                     when o.state = 'pending' then l.next_at end,
      settled_at = case when o.state not in ('pending', 'deferred') and not ${again} or i.state = 'cancelled' then now() end
  from unnest((select $7::bigint[]), $8::int[], $9::text[], $10::int[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::boolean[])
    o(id, claim, state, code, enhanced, text, delay_ms, step, lost), issue i
  where l.id = o.id and l.run_id = $3::uuid and l.claim = o.claim
    and (l.state in ('claimed', 'dotted') or (l.state = 'unknown' and o.state in ('accepted', 'refused')))
  returning l.id)
select id from asked where state = 'dotted'`;

/**
 * One statement, one commit: writes outcomes and says which of the asked letters may be dotted. Guard: same run, same
 * claim, still claimed, send still running, reader still wants it. A late answer about an `unknown` letter of the same run
 * is believed. Writing the same outcome twice changes nothing, also after the letter went back and was claimed again.
 */
export async function recordLetters(
  pool: Asking,
  pads: HashPads,
  record: {
    readonly runId: RunId;
    readonly issueId: IssueId;
    readonly asked: readonly OneClaim[];
    readonly outcomes: readonly LetterOutcome[];
  },
): Promise<ReadonlySet<LetterId>> {
  const { runId, issueId, asked, outcomes } = record;
  const values = [
    pads.inner,
    pads.outer,
    runId,
    issueId,
    asked.map((one) => one.id),
    asked.map((one) => one.claim),
    outcomes.map((one) => one.letterId),
    outcomes.map((one) => one.claim),
    outcomes.map((one) => one.state),
    outcomes.map((one) => one.code),
    outcomes.map((one) => one.enhanced),
    outcomes.map((one) => one.text),
    outcomes.map((one) => one.delayMs),
    outcomes.map((one) => one.step),
    outcomes.map((one) => one.lost),
  ];
  const { rows } = await pool.query({ name: 'record-letters', text: recordSql, values });
  return new Set(rows.map((row) => row.id as LetterId));
}
