/** The number in the masthead, counted on from an issue that is known. Pure. */
import type { Period } from '../audience/ids.ts';
import { addDays, daysBetween } from './calendar.ts';
import { type Frequency, firstDayOf, periodOfDay } from './period.ts';

export type Numbering = {
  readonly number: number;
  /** The known issue's date, YYYY-MM-DD. */
  readonly date: string;
  /** Periods that had no issue. */
  readonly skip: readonly string[];
};

/**
 * The number of a period's issue: one more for each week (or day) since the known issue, those without an issue left
 * out. A daily that does not appear every day says so with `appears`. May be zero or less before the first issue.
 */
export function issueNumber(
  numbering: Numbering,
  frequency: Frequency,
  period: Period,
  appears: (period: Period) => boolean = () => true,
): number {
  const step = frequency === 'weekly' ? 7 : 1;
  const known = firstDayOf(periodOfDay(numbering.date, frequency));
  const distance = daysBetween(known, firstDayOf(period)) / step;
  const direction = Math.sign(distance);
  let issues = 0;
  for (let at = 1; at <= Math.abs(distance); at++) {
    // Forwards the period itself counts, backwards the one that is left: n° 257 to n° 256 is one step either way.
    const passed = addDays(known, step * (direction > 0 ? at : 1 - at));
    const one = periodOfDay(passed, frequency);
    if (!numbering.skip.includes(one) && appears(one)) issues += 1;
  }
  return numbering.number + direction * issues;
}
