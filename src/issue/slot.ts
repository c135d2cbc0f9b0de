/** The slot: when an approved issue of a period leaves, and which period is being made now. Pure. */
import { CronExpressionParser } from 'cron-parser';
import type { Period } from '../audience/ids.ts';
import { startOfDay } from './calendar.ts';
import { dayAfter, type Frequency, firstDayOf, periodAfter, periodAt } from './period.ts';

/** The part of newsletter.yaml that says when. */
export type Timetable = {
  readonly frequency: Frequency;
  readonly time_zone: string;
  readonly schedule: { readonly draft: string; readonly send: string };
};

/** When an issue of this period leaves; null for a period without a slot, such as the Sunday of a weekday paper. */
export function slotOf(timetable: Timetable, period: Period): Date | null {
  return occurrence(timetable.schedule.send, timetable.time_zone, period);
}

/**
 * The period that commands mean when none is named: that of now. A paper that drafts after its slot (on Sunday for
 * Monday, in the evening for the next morning) is making the next issue from then on.
 */
export function currentPeriod(timetable: Timetable, now: Date): Period {
  const period = periodAt(now, timetable.time_zone, timetable.frequency);
  const drafting = draftingOf(timetable, period);
  return draftsAhead(timetable, period) && drafting !== null && now >= drafting
    ? periodAfter(period)
    : period;
}

/** The period whose drafting time has come and whose slot is still ahead; null when there is nothing to draft. */
export function draftDue(timetable: Timetable, now: Date): Period | null {
  const period = currentPeriod(timetable, now);
  const slot = slotOf(timetable, period);
  if (slot === null || slot <= now) return null;
  // Drafted ahead, its drafting time was in the period before.
  if (draftsAhead(timetable, period)) return period;
  const drafting = draftingOf(timetable, period);
  return drafting !== null && drafting <= now ? period : null;
}

function draftingOf(timetable: Timetable, period: Period): Date | null {
  return occurrence(timetable.schedule.draft, timetable.time_zone, period);
}

function draftsAhead(timetable: Timetable, period: Period): boolean {
  const slot = slotOf(timetable, period);
  const drafting = draftingOf(timetable, period);
  return slot !== null && drafting !== null && drafting > slot;
}

/** The first time a cron pattern fires within a period. Throws on a pattern that cannot be read. */
function occurrence(pattern: string, zone: string, period: Period): Date | null {
  const begin = startOfDay(firstDayOf(period), zone);
  const end = startOfDay(dayAfter(period), zone);
  const currentDate = new Date(begin.getTime() - 1);
  const next = CronExpressionParser.parse(pattern, { currentDate, tz: zone }).next().toDate();
  return next < end ? next : null;
}
