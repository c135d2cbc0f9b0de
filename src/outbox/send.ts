/** The send of one issue: freeze once, ring for workers, work here too until the counts balance. Safe to repeat. */
import type { EditionHash } from '../audience/ids.ts';
import type { IssueToSend } from './send-ledger.ts';
import type { SendNeeds, SendOrder, SendOutcome } from './send-order.ts';
import { partly, work } from './send-work.ts';
import { noStages } from './stages.ts';

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
  if (order.dryRun) {
    const { approvedHash } = found;
    const reasons = approvedHash === null ? [] : await needs.checks.refusals(found, approvedHash);
    return { kind: 'dry_run', issue: found, audience: await ledger.audience(found), reasons };
  }
  needs.checks.relay();
  const issue = await approvedIssue(needs, order, found);
  if ('kind' in issue) return issue;
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

/** With the edition that was approved, for the readers that it would leave to. */
async function approvedIssue(
  { ledger, checks }: SendNeeds,
  { newsletter, period, approval }: SendOrder,
  found: IssueToSend,
): Promise<
  (IssueToSend & { readonly approvedHash: EditionHash }) | Extract<SendOutcome, { kind: 'not_approved' }>
> {
  const asksNobody = found.state === 'draft' && approval === 'none';
  const blocks = asksNobody ? await checks.approve(newsletter, period) : [];
  const issue = (await ledger.issue(newsletter, period)) ?? found;
  const { approvedHash } = issue;
  if (issue.state === 'draft' || approvedHash === null) return { kind: 'not_approved', issue, blocks };
  const others = await checks.readers(issue);
  if (others === null) return { ...issue, approvedHash };
  return { kind: 'not_approved', issue: { ...issue, state: 'draft', approvedHash: null }, blocks: [others] };
}
