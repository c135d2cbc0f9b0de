/** The operator's hand on a running send: pause, resume, cancel. In force before the next dot, in every process. */
import type { Period } from '../audience/ids.ts';
import { type IssueAction, type IssueState, mayDo } from '../issue/issue.ts';
import type { IssueToSend } from './send-ledger.ts';

export type ControlNeeds = {
  readonly issue: (newsletter: string, period: Period) => Promise<IssueToSend | undefined>;
  /** False when the issue is in none of the states any more. */
  readonly move: (
    issue: IssueToSend,
    from: readonly IssueState[],
    to: IssueState,
    reason: string | null,
  ) => Promise<boolean>;
  readonly cancelLetters: (issue: IssueToSend) => Promise<number>;
  /** Rings for the batches that nobody works on. */
  readonly wakeIdle: (issue: IssueToSend) => Promise<void>;
};

export type ControlOutcome =
  | { readonly kind: 'no_issue'; readonly period: Period }
  /** It was so already: a second pause is no fault. */
  | { readonly kind: 'already'; readonly issue: IssueToSend }
  | { readonly kind: 'not_allowed'; readonly issue: IssueToSend }
  | { readonly kind: 'done'; readonly issue: IssueToSend; readonly cancelledLetters: number };

/** Stops a running send; letters on the wire get their reply, no further dot is written. */
export async function pause(
  needs: ControlNeeds,
  newsletter: string,
  period: Period,
  reason: string | null,
): Promise<ControlOutcome> {
  return act(needs, newsletter, period, { action: 'pause', from: ['sending'], to: 'paused', reason });
}

/** Lets a paused send go on: at once where workers run, else with the next `send`. */
export async function resume(
  needs: ControlNeeds,
  newsletter: string,
  period: Period,
): Promise<ControlOutcome> {
  const outcome = await act(needs, newsletter, period, {
    action: 'resume',
    from: ['paused'],
    to: 'sending',
    reason: null,
  });
  if (outcome.kind === 'done') await needs.wakeIdle(outcome.issue);
  return outcome;
}

/** Ends an issue for good; letters that have not left are settled as cancelled. */
export async function cancel(
  needs: ControlNeeds,
  newsletter: string,
  period: Period,
): Promise<ControlOutcome> {
  const from = ['draft', 'approved', 'scheduled', 'sending', 'paused'] as const;
  const outcome = await act(needs, newsletter, period, {
    action: 'cancel',
    from,
    to: 'cancelled',
    reason: null,
  });
  if (outcome.kind !== 'done') return outcome;
  return { ...outcome, cancelledLetters: await needs.cancelLetters(outcome.issue) };
}

async function act(
  { issue: find, move }: ControlNeeds,
  newsletter: string,
  period: Period,
  change: { action: IssueAction; from: readonly IssueState[]; to: IssueState; reason: string | null },
): Promise<ControlOutcome> {
  const issue = await find(newsletter, period);
  if (issue === undefined) return { kind: 'no_issue', period };
  if (issue.state === change.to) return { kind: 'already', issue };
  if (!mayDo(issue.state, change.action)) return { kind: 'not_allowed', issue };
  const moved = await move(issue, change.from, change.to, change.reason);
  // Between reading and writing the issue may have been sent, or another hand may have done the same.
  if (!moved) return { kind: 'not_allowed', issue: (await find(newsletter, period)) ?? issue };
  return { kind: 'done', issue: { ...issue, state: change.to }, cancelledLetters: 0 };
}
