/** The identity of an issue in time: the ISO week (ISO 8601) of a weekly, the day of a daily. Pure. */
import type { Period } from '../audience/ids.ts';
import { addDays, dayOf, isDay, weekdayOf } from './calendar.ts';

export type Frequency = 'weekly' | 'daily';

/** The period that an instant falls in, in the newsletter's time zone. */
export function periodAt(instant: Date, zone: string, frequency: Frequency): Period {
  return periodOfDay(dayOf(instant, zone), frequency);
}

/** The period of a local day, YYYY-MM-DD. A week belongs to the year of its Thursday. */
export function periodOfDay(day: string, frequency: Frequency): Period {
  if (frequency === 'daily') return day as Period;
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = thursday.slice(0, 4);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}` as Period;
}

/** Reads «2026-W47» or, for a daily, «2026-11-22». Null when there is no such week or day. */
export function parsePeriod(text: string, frequency: Frequency): Period | null {
  if (frequency === 'daily') return isDay(text) ? (text as Period) : null;
  if (!/^\d{4}-W\d{2}$/.test(text)) return null;
  return periodOfDay(firstDayOf(text as Period), 'weekly') === text ? (text as Period) : null;
}

/** The first local day of a period. */
export function firstDayOf(period: Period): string {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(period) ?? [];
  if (year === undefined || week === undefined) return period;
  // 4 January is in the first week of its year, whatever the weekday.
  const fourth = `${year}-01-04`;
  return addDays(fourth, 1 - weekdayOf(fourth) + (Number(week) - 1) * 7);
}

/** The first local day after a period. */
export function dayAfter(period: Period): string {
  return addDays(firstDayOf(period), period.includes('W') ? 7 : 1);
}

/** The period that comes right after. */
export function periodAfter(period: Period): Period {
  return periodOfDay(dayAfter(period), period.includes('W') ? 'weekly' : 'daily');
}
