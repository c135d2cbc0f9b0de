/** Sets when an approved issue leaves by itself. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { DeskIssue } from './desk.ts';
import { mayDo } from './issue.ts';
import { firstDayOf, periodAt, periodOfDay } from './period.ts';
import { slotOf } from './slot.ts';

export type ScheduleOutcome =
  | { readonly kind: 'scheduled'; readonly issue: DeskIssue; readonly at: Date }
  | { readonly kind: 'already'; readonly issue: DeskIssue; readonly at: Date }
  /** Not approved yet, or past that. */
  | { readonly kind: 'not_now'; readonly issue: DeskIssue }
  /** `at` is not ahead; null: the period has no slot. */
  | { readonly kind: 'past'; readonly issue: DeskIssue; readonly at: Date | null }
  /** More than a year ahead: a slip of the hand. */
  | { readonly kind: 'too_far'; readonly issue: DeskIssue; readonly at: Date }
  /** In another week than the issue's, and nobody said that it is meant. */
  | { readonly kind: 'other_week'; readonly issue: DeskIssue; readonly at: Date }
  | { readonly kind: 'no_issue'; readonly period: Period };

/** Milliseconds. */
const furthestAhead = 366 * 86_400_000;

export type ScheduleNeeds = {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  /** approved or scheduled, this version → scheduled. False when it is not that any more. */
  readonly schedule: (issue: DeskIssue, at: Date) => Promise<boolean>;
};

/** Sets an approved issue to leave at the time given, else at its period's slot. otherWeek: an hour outside its week is meant. */
export async function scheduleIssue(
  newsletter: Newsletter,
  period: Period,
  { at, now, otherWeek }: { readonly at: Date | undefined; readonly now: Date; readonly otherWeek: boolean },
  needs: ScheduleNeeds,
): Promise<ScheduleOutcome> {
  const issue = await needs.find(newsletter.name, period);
  if (!issue) return { kind: 'no_issue', period };
  if (!mayDo(issue.state, 'schedule')) return { kind: 'not_now', issue };
  const time = at ?? slotOf(newsletter, period);
  if (time === null || time <= now) return { kind: 'past', issue, at: time };
  if (time.getTime() - now.getTime() > furthestAhead) return { kind: 'too_far', issue, at: time };
  if (!otherWeek && !isInWeekOf(newsletter, period, time)) return { kind: 'other_week', issue, at: time };
  if (issue.state === 'scheduled' && issue.sendAt?.getTime() === time.getTime())
    return { kind: 'already', issue, at: time };
  const done = await needs.schedule(issue, time);
  const after = await needs.find(newsletter.name, period);
  if (!after) return { kind: 'no_issue', period };
  return done ? { kind: 'scheduled', issue: after, at: time } : { kind: 'not_now', issue: after };
}

/** The week that the period is, or is a day of. */
export function isInWeekOf({ time_zone }: Pick<Newsletter, 'time_zone'>, period: Period, at: Date): boolean {
  return periodAt(at, time_zone, 'weekly') === periodOfDay(firstDayOf(period), 'weekly');
}
