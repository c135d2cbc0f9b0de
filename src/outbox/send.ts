/** The send of one issue: freeze once, ring for workers, work here too until the counts balance. Safe to repeat. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { DeliveryReport, Time } from './deliver-needs.ts';
import { tryGate } from './release.ts';
import type { SendRules } from './rules.ts';
import type {
  Audience,
  Frozen,
  IssueToSend,
  Missing,
  SendLedger,
  SendProgress,
  UnknownPolicy,
} from './send-ledger.ts';
import { noStages, type StagePlan, stageInWords } from './stages.ts';

export type SendNeeds = {
  readonly ledger: SendLedger;
  /** Wakes workers; a queue that is away does no harm. */
  readonly wake: (issueId: number, batches: readonly number[]) => Promise<void>;
  readonly checks: {
    /** Approves an issue whose newsletter asks for no approval; what blocks, one line each, or none. */
    readonly approve: (newsletter: string, period: Period) => Promise<readonly string[]>;
    /** What forbids this edition to leave from here whoever approved it, such as a key that cannot sign it. */
    readonly refusals: (issue: IssueToSend, edition: EditionHash) => Promise<readonly string[]>;
    /** Pauses the send when it does harm; true when it did. */
    readonly guard: (issueId: IssueId) => Promise<boolean>;
    /** The same at the end of a stage, which fewer letters may fail. */
    readonly guardStage: (issueId: IssueId) => Promise<boolean>;
  };
  readonly deliver: (issue: IssueToSend, frozen: Frozen, signal: AbortSignal) => Promise<DeliveryReport>;
  readonly time: Time;
};

export type SendOrder = {
  readonly newsletter: string;
  readonly period: Period;
  readonly approval: 'none' | 'one' | 'two';
  readonly unknown: UnknownPolicy;
  readonly rules: SendRules;
  /** Who leaves before the rest, when so many letters leave. */
  readonly stages: (letters: number) => StagePlan;
  /** Lets all stages leave now, because a person says so. */
  readonly atOnce: boolean;
  readonly dryRun: boolean;
  /** The moment of a release: an issue that was held back since then does not leave. null: a person or cron asks now. */
  readonly dueBy: Date | null;
  /** Letters that are sent again because a person decided so; usually none. Never one that was accepted. */
  readonly again: readonly Missing[];
  /** How long the process stays for letters that were put off, in milliseconds; with none it leaves stages to others too. */
  readonly waitMs: number;
  readonly onProgress: (progress: SendProgress) => void;
  /** Later letters wait for an earlier stage, for this reason: told once for each stage. */
  readonly onStage: (reason: string) => void;
};

export type SendOutcome =
  | { readonly kind: 'no_issue'; readonly period: Period }
  /** The edition is not approved, or its approval was lost; `blocks` says what stood against it. */
  | { readonly kind: 'not_approved'; readonly issue: IssueToSend; readonly blocks: readonly string[] }
  /** Nothing was frozen; the same command goes on when the reasons are gone. */
  | { readonly kind: 'refused'; readonly issue: IssueToSend; readonly reasons: readonly string[] }
  | { readonly kind: 'nobody'; readonly issue: IssueToSend; readonly audience: Audience }
  | { readonly kind: 'dry_run'; readonly issue: IssueToSend; readonly audience: Audience }
  /** A dry run of a send that has begun: its letters were not touched. */
  | { readonly kind: 'under_way'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | { readonly kind: 'already_sent'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | { readonly kind: 'cancelled'; readonly issue: IssueToSend }
  /** Somebody held it back between its moment and the freeze: nothing was frozen. */
  | { readonly kind: 'held_back'; readonly issue: IssueToSend }
  | { readonly kind: 'sent'; readonly issue: IssueToSend; readonly progress: SendProgress }
  | {
      readonly kind: 'partly';
      readonly issue: IssueToSend;
      readonly progress: SendProgress;
      readonly because: StopReason;
    };
export type StopReason =
  | { readonly kind: 'paused'; readonly reason: string | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'deferred'; readonly letters: number; readonly until: Date }
  /** The rest of the letters waits for a stage that has left. */
  | { readonly kind: 'staged'; readonly reason: string }
  /** Every relay has had its letters of the day. */
  | { readonly kind: 'resting'; readonly reason: string; readonly until: Date };

/** Sends an issue, or goes on where a send stopped. Throws RelayFault and LedgerFault; the ledger stays exact. */
export async function send(needs: SendNeeds, order: SendOrder, signal: AbortSignal): Promise<SendOutcome> {
  const { ledger } = needs;
  const found = await ledger.issue(order.newsletter, order.period);
  if (found === undefined) return { kind: 'no_issue', period: order.period };
  if (order.dryRun && (found.state === 'sending' || found.state === 'paused'))
    return { kind: 'under_way', issue: found, progress: await ledger.progress(found.id) };
  if (order.again.length > 0 && !order.dryRun && (found.state === 'sent' || found.state === 'sending')) {
    await ledger.reopen(found.id, order.again);
    return send(needs, { ...order, again: [] }, signal);
  }
  switch (found.state) {
    case 'sent':
      return { kind: 'already_sent', issue: found, progress: await ledger.progress(found.id) };
    case 'cancelled':
      return { kind: 'cancelled', issue: found };
    case 'paused':
      return partly(needs, found, { kind: 'paused', reason: found.pausedReason });
    case 'sending':
      return found.frozen
        ? work(needs, order, found, found.frozen, signal)
        : { kind: 'no_issue', period: order.period };
    case 'draft':
    case 'approved':
    case 'scheduled':
      return begin(needs, order, found, signal);
    default:
      return found.state satisfies never;
  }
}

/** Freezes the audience of an issue that has not left yet. */
async function begin(
  needs: SendNeeds,
  order: SendOrder,
  found: IssueToSend,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { ledger } = needs;
  if (order.dryRun) return { kind: 'dry_run', issue: found, audience: await ledger.audience(found) };
  const blocks =
    found.state === 'draft' && order.approval === 'none'
      ? await needs.checks.approve(order.newsletter, order.period)
      : [];
  const issue = (await ledger.issue(order.newsletter, order.period)) ?? found;
  if (issue.state === 'draft' || issue.approvedHash === null) return { kind: 'not_approved', issue, blocks };
  const reasons = await needs.checks.refusals(issue, issue.approvedHash);
  if (reasons.length > 0) return { kind: 'refused', issue, reasons };
  const { unknown, rules, dueBy } = order;
  const stages = order.atOnce ? () => noStages : order.stages;
  const frozen = await ledger.freeze(issue, { edition: issue.approvedHash, unknown, rules, stages, dueBy });
  // An empty ledger would balance at once and the issue could never be sent to anybody again.
  if (frozen === 'nobody') return { kind: 'nobody', issue, audience: await ledger.audience(issue) };
  // Another hand was faster: what it made of the issue is the answer.
  if (frozen === 'not_free') {
    const now = (await ledger.issue(order.newsletter, order.period)) ?? issue;
    const waits = now.state === 'approved' || now.state === 'scheduled';
    return waits && dueBy !== null ? { kind: 'held_back', issue: now } : send(needs, order, signal);
  }
  // Thousands of batches take the queue a moment, which the first letters do not wait for.
  const ringing = needs.wake(
    issue.id,
    Array.from({ length: frozen.released }, (_, at) => at),
  );
  return work(needs, order, { ...issue, state: 'sending', frozen }, frozen, signal).finally(() => ringing);
}

async function work(
  needs: SendNeeds,
  order: SendOrder,
  issue: IssueToSend,
  frozen: Frozen,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { ledger, time } = needs;
  const done = new AbortController();
  const first = await ledger.write(issue.id);
  const writing = writeOut(needs, issue, first, done.signal);
  const watching = watch(needs, order, issue, done.signal);
  const deadline = { leftMs: order.waitMs };
  const gate = stageGate(needs, order, issue);
  if (order.atOnce) await gate();
  try {
    while (!signal.aborted) {
      const now = (await ledger.issue(order.newsletter, order.period))?.frozen ?? frozen;
      const { rest } = await needs.deliver(issue, now, signal);
      await ledger.returnExpired();
      if (await ledger.settle(issue.id)) break;
      const staged = await gate();
      const halt = await haltOf(needs, order, issue, rest);
      if (halt === 'sent') break;
      const pauseMs = halt ?? staged ?? (await restOf(needs, issue, deadline));
      if (typeof pauseMs !== 'number') return await partly(needs, issue, pauseMs);
      await time.wait(pauseMs, signal);
    }
  } finally {
    done.abort();
    await watching;
    await writing;
  }
  const progress = await ledger.progress(issue.id);
  order.onProgress(progress);
  const now = await ledger.issue(order.newsletter, order.period);
  if (now?.state === 'sent') return { kind: 'sent', issue: now, progress };
  return { kind: 'partly', issue, progress, because: { kind: 'stopped' } };
}

/**
 * Writes the letters of the frozen audience while the first ones leave, faster than they do. What is not written when the
 * work ends, or because the database was away, is written by whoever comes next: another send, a batch's worker, the sweeper.
 */
async function writeOut(
  { ledger, time }: SendNeeds,
  { id }: IssueToSend,
  first: number,
  done: AbortSignal,
): Promise<void> {
  const look = () => ledger.lookAtLetters().catch(() => undefined);
  if (first > 0) await look();
  let wrote = false;
  let unwritten = true;
  while (unwritten && !done.aborted) {
    const batches = await ledger.write(id).catch(() => 0);
    wrote ||= batches > 0;
    // Others may be at the last ones, and be killed there.
    unwritten = batches > 0 || (await ledger.outlook(id).catch(() => undefined))?.unwritten !== false;
    if (unwritten && batches === 0) await time.wait(writeAgainMs, done);
  }
  if (wrote) await look();
}

/** Comes to the gate of the stages: how long to wait there or why not to; undefined when no stage stands in the way. */
function stageGate({ ledger, checks, wake }: SendNeeds, order: SendOrder, issue: IssueToSend) {
  let told: number | undefined;
  return async (): Promise<number | StopReason | undefined> => {
    const needs = { stages: ledger.stages, guardStage: checks.guardStage, wake };
    const gate = await tryGate(needs, issue.id, order.atOnce);
    if (gate.kind === 'released') return 0;
    // A stage whose letters are still to leave, or to be tried again, is work like any other.
    if (gate.kind !== 'waits' || gate.wait.for !== 'settling') return undefined;
    const reason = stageInWords(gate.stage, gate.wait);
    if (order.waitMs === 0) return { kind: 'staged', reason };
    if (told !== gate.stage.number) order.onStage(reason);
    told = gate.stage.number;
    return Math.min(1000, Math.max(20, gate.wait.forMs));
  };
}

/** What another hand made of the issue meanwhile, or that no relay takes more today. */
async function haltOf(
  { ledger }: SendNeeds,
  order: SendOrder,
  issue: IssueToSend,
  rest: DeliveryReport['rest'],
): Promise<StopReason | 'sent' | undefined> {
  const now = await ledger.issue(order.newsletter, order.period);
  if (now?.state === 'paused') return { kind: 'paused', reason: now.pausedReason };
  if (now?.state === 'cancelled') return { kind: 'cancelled' };
  if (now?.state === 'sent' && now.id === issue.id) return 'sent';
  return rest ? { kind: 'resting', ...rest } : undefined;
}

/** Until the next look at letters that others are writing into the ledger, in milliseconds. */
const writeAgainMs = 100;

/** How long to wait before looking again, in milliseconds, or why waiting makes no sense. */
async function restOf(
  { ledger, time }: SendNeeds,
  issue: IssueToSend,
  deadline: { leftMs: number },
): Promise<number | StopReason> {
  const { claimable, unwritten, leased, deferred, dueInMs } = await ledger.outlook(issue.id);
  if (claimable) return 0;
  if (unwritten) return writeAgainMs;
  // Another worker's letters, or a dead one's whose lease runs out: either way they move soon.
  if (leased > 0 || dueInMs === null) return 300;
  if (dueInMs > deadline.leftMs)
    return { kind: 'deferred', letters: deferred, until: new Date(time.now().getTime() + dueInMs) };
  const pauseMs = Math.min(1000, Math.max(20, dueInMs));
  deadline.leftMs -= pauseMs;
  return pauseMs;
}

async function partly({ ledger }: SendNeeds, issue: IssueToSend, because: StopReason): Promise<SendOutcome> {
  return { kind: 'partly', issue, progress: await ledger.progress(issue.id), because };
}

/** Tells the figures, and guards the list, while the work lasts. It costs a read of the ledger, so it never takes more than a tenth of the time. */
async function watch(
  { ledger, checks, time }: SendNeeds,
  order: SendOrder,
  issue: IssueToSend,
  done: AbortSignal,
): Promise<void> {
  while (!done.aborted) {
    const before = time.now().getTime();
    const progress = await ledger.progress(issue.id).catch(() => undefined);
    if (progress && !done.aborted) order.onProgress(progress);
    await checks.guard(issue.id).catch(() => false);
    await time.wait(Math.max(1000, 10 * (time.now().getTime() - before)), done);
  }
}
