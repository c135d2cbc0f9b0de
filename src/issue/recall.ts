/** A send that is asked for in the studio waits a moment, in which one click takes it back. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { departureOf } from './departure.ts';
import type { DeskIssue } from './desk.ts';
import { mayDo } from './issue.ts';

export type RecallNeeds = {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** approved or scheduled, this version → scheduled for then. False when it is not that any more. */
  readonly askLeave: (issue: DeskIssue, at: Date, by: string) => Promise<boolean>;
  /** approved or scheduled → approved, leaving when somebody says so. False when it is leaving already. */
  readonly takeLeaveBack: (issue: DeskIssue, now: Date) => Promise<boolean>;
};

export type LeaveOutcome =
  | { readonly kind: 'leaves'; readonly issue: DeskIssue; readonly at: Date }
  /** newsletter.yaml leaves no moment to take it back, and whoever was asked has a relay. */
  | { readonly kind: 'at_once'; readonly issue: DeskIssue }
  /** Not approved, or past that. */
  | { readonly kind: 'not_now'; readonly issue: DeskIssue }
  | { readonly kind: 'no_issue' };

export async function askToLeave(
  newsletter: Newsletter,
  period: Period,
  { by, now, sendsHere }: { readonly by: string; readonly now: Date; readonly sendsHere: boolean },
  needs: RecallNeeds,
): Promise<LeaveOutcome> {
  const issue = await needs.find(newsletter.name, period);
  if (issue === null) return { kind: 'no_issue' };
  if (!mayDo(issue.state, 'schedule')) return { kind: 'not_now', issue };
  // Without a relay the wish is kept all the same: a process that has one looks each minute.
  if (newsletter.undo_seconds === 0 && sendsHere) return { kind: 'at_once', issue };
  const missed = departureOf(newsletter, issue, now)?.kind === 'missed';
  // A second press is no second minute, unless what was asked for came to nothing.
  if (issue.leaveAskedBy !== null && issue.sendAt !== null && !missed)
    return { kind: 'leaves', issue, at: issue.sendAt };
  const at = new Date(now.getTime() + newsletter.undo_seconds * 1000);
  const asked = await needs.askLeave(issue, at, by);
  const after = (await needs.find(newsletter.name, period)) ?? issue;
  return asked ? { kind: 'leaves', issue: after, at } : { kind: 'not_now', issue: after };
}

export type HoldOutcome =
  | { readonly kind: 'held'; readonly issue: DeskIssue }
  /** The first letter was faster, or there was nothing to hold back. */
  | { readonly kind: 'too_late'; readonly issue: DeskIssue }
  | { readonly kind: 'no_issue' };

/** Takes back what was asked, and a slot too: the issue stays approved and leaves when somebody says so. */
export async function holdBack(
  newsletter: string,
  period: Period,
  now: Date,
  needs: RecallNeeds,
): Promise<HoldOutcome> {
  const issue = await needs.find(newsletter, period);
  if (issue === null) return { kind: 'no_issue' };
  const held = mayDo(issue.state, 'hold') && (await needs.takeLeaveBack(issue, now));
  const after = (await needs.find(newsletter, period)) ?? issue;
  return { kind: held ? 'held' : 'too_late', issue: after };
}
