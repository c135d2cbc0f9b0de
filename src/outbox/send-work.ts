/** A frozen send, worked on here until its counts balance, another hand ends it, or waiting makes no sense. */
import type { DeliveryReport } from './deliver-needs.ts';
import { tryGate } from './release.ts';
import { watch, writeAgainMs, writeOut } from './send-beside.ts';
import type { Frozen, IssueToSend } from './send-ledger.ts';
import type { SendNeeds, SendOrder, SendOutcome, StopReason } from './send-order.ts';
import { stageInWords } from './stages.ts';

/** Until nothing is left to do here. What stands still to be sent is told with its reason; the same call goes on. */
export async function work(
  needs: SendNeeds,
  order: SendOrder,
  issue: IssueToSend,
  frozen: Frozen,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { ledger, time } = needs;
  const done = new AbortController();
  await ledger.returnOrphans(issue.id);
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

/** Letters are left, and the reason why this process stops. */
export async function partly(
  { ledger }: SendNeeds,
  issue: IssueToSend,
  because: StopReason,
): Promise<SendOutcome> {
  return { kind: 'partly', issue, progress: await ledger.progress(issue.id), because };
}
