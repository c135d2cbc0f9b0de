/** The ledger of sends: an issue's state, its open letters, and the balance that ends it. */
import type pg from 'pg';
import type { EditionHash, IssueId, Period } from '../../audience/ids.ts';
import type { IssueState } from '../../issue/issue.ts';
import { type SendRules, usualRules } from '../../outbox/rules.ts';
import type { IssueToSend } from '../../outbox/send-ledger.ts';
import type { Asking } from './database.ts';
import { writeRest } from './unwritten.ts';

/** The issue of a period, or undefined when none was drafted. */
export async function issueToSend(
  pool: Asking,
  newsletter: string,
  period: Period,
): Promise<IssueToSend | undefined> {
  const { rows } = await pool.query(`${issueSql} where i.newsletter = $1 and i.period = $2`, [
    newsletter,
    period,
  ]);
  return rows[0] && issueOf(rows[0]);
}

export async function issueToSendById(pool: Asking, id: IssueId): Promise<IssueToSend | undefined> {
  const { rows } = await pool.query(`${issueSql} where i.id = $1`, [id]);
  return rows[0] && issueOf(rows[0]);
}

/** Periods whose slot has come within the last days and whose issue may leave; drafts only where asked for. */
export async function duePeriods(
  pool: Asking,
  newsletter: string,
  due: {
    readonly now: Date;
    readonly withinMs: number;
    readonly drafts: boolean;
    /** What was approved later can still be taken back. */
    readonly approvedBy: Date;
  },
): Promise<readonly Period[]> {
  const { rows } = await pool.query<{ period: Period }>(
    `select period from issues
     where newsletter = $1 and send_at <= $2 and send_at > $3 and state = any($4)
       and (approved_at is null or approved_at <= $5) order by send_at`,
    [
      newsletter,
      due.now,
      new Date(due.now.getTime() - due.withinMs),
      due.drafts ? ['draft', 'approved', 'scheduled'] : ['approved', 'scheduled'],
      due.approvedBy,
    ],
  );
  return rows.map(({ period }) => period);
}

const issueSql = `select i.id, i.newsletter, i.period, i.state, i.number, i.approved_hash, i.paused_reason,
    d.edition_hash, d.letters, d.batches, d.released, d.rules, d.frozen_at
  from issues i left join sends d on d.issue_id = i.id`;

type IssueRow = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly state: IssueState;
  readonly number: number;
  readonly approved_hash: EditionHash | null;
  readonly paused_reason: string | null;
  readonly edition_hash: EditionHash | null;
  readonly letters: number;
  readonly batches: number;
  readonly released: number;
  readonly rules: Partial<SendRules>;
  readonly frozen_at: Date;
};

function issueOf(row: IssueRow): IssueToSend {
  const { id, newsletter, period, number, state } = row;
  return {
    id,
    newsletter,
    period,
    number,
    state,
    approvedHash: row.approved_hash,
    pausedReason: row.paused_reason,
    frozen: frozenOf(row),
  };
}

function frozenOf({
  edition_hash,
  letters,
  batches,
  released,
  rules,
  frozen_at,
}: IssueRow): IssueToSend['frozen'] {
  if (edition_hash === null) return null;
  return {
    edition: edition_hash,
    letters,
    batches,
    released,
    rules: { ...usualRules, ...rules },
    at: frozen_at,
  };
}

/** Moves an issue from one of the states to another; false when it is in none of them. */
export async function moveIssue(
  pool: Asking,
  issueId: IssueId,
  from: readonly IssueState[],
  to: IssueState,
  reason: string | null = null,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `with moved as (
       update issues set state = $3, paused_reason = $4 where id = $1 and state = any($2) returning id),
     -- A send that goes on has not stood still while it was paused, and its figures so far were looked at.
     stirred as (
       update sends set moved_at = now(), judged_from = now() from moved where issue_id = moved.id and $3 = 'sending')
     select id from moved`,
    [issueId, from, to, reason],
  );
  return rowCount === 1;
}

/** Letters of a cancelled issue that are not on the wire end here, those that were still to be written too. Returns how many. */
export async function cancelLetters(pool: pg.Pool, issueId: IssueId): Promise<number> {
  const unwritten = await writeRest(pool, issueId);
  const { rowCount } = await pool.query(
    `update letters l set state = 'cancelled', run_id = null, settled_at = now()
     from issues i where i.id = l.issue_id and i.state = 'cancelled'
       and l.issue_id = $1 and l.settled_at is null and l.state in ('pending', 'claimed', 'deferred')`,
    [issueId],
  );
  return unwritten + (rowCount ?? 0);
}

/**
 * Ends a running send whose letters are all settled, and only if as many are settled as were frozen: also of an audience
 * that is not written whole yet.
 */
export async function settleIssue(pool: Asking, issueId: IssueId): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update issues i set state = 'sent', sent_at = now() from sends d
     where i.id = $1 and d.issue_id = i.id and i.state = 'sending'
       and not exists (select from letters l where l.issue_id = i.id and l.settled_at is null)
       and d.letters = (select count(*) from letters l where l.issue_id = i.id)`,
    [issueId],
  );
  return rowCount === 1;
}

/**
 * Puts letters in line again whose fate is unknown or that were given up, and lets a send that was through run again:
 * the only way back from `sent`. Their Message-ID stays the same, so that a mailbox that has one may notice. Returns how many.
 */
export async function reopenLetters(
  pool: Asking,
  issueId: IssueId,
  states: readonly ('unknown' | 'given_up')[],
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `with running as (
       select id from issues where id = $1 and state in ('sending', 'sent') for update),
     again as (
       update letters l
       set state = 'pending', run_id = null, next_at = null, settled_at = null, tried_at = null, attempts = 0, losses = 0
       from running r where l.issue_id = r.id and l.state = any($2) returning l.id),
     reopened as (
       update issues set state = 'sending' where id = $1 and exists (select from again) returning id),
     -- What was counted of them is void, and they could not move before.
     uncounted as (
       update sends set reopened = reopened + 1, moved_at = now() where issue_id = $1 and exists (select from again))
     select count(*) as count from again`,
    [issueId, states],
  );
  return rows[0]?.count ?? 0;
}

/** Issues whose letters are on their way, or whose cancelled letters are not all settled. */
export async function openSends(pool: Asking): Promise<readonly { id: IssueId; state: IssueState }[]> {
  const { rows } = await pool.query(
    `select i.id, i.state from issues i join sends d on d.issue_id = i.id
     where i.state = 'sending' or i.state = 'cancelled' and (
       exists (select from letters l where l.issue_id = i.id and l.settled_at is null)
       or exists (select from unwritten_batches u where u.issue_id = i.id))
     order by i.id`,
  );
  return rows;
}

/** Released batches with letters that could be claimed now and no run at work on them. */
export async function idleBatches(pool: Asking, issueId: IssueId): Promise<readonly number[]> {
  const { rows } = await pool.query<{ batch: number }>(
    `select batch from letters
     where issue_id = $1 and batch < (select released from sends where issue_id = $1) and settled_at is null
     group by batch
     having bool_or(state = 'pending' or (state = 'deferred' and next_at <= now()))
       and not bool_or(state in ('claimed', 'dotted'))
     order by batch`,
    [issueId],
  );
  return rows.map((row) => row.batch);
}
