/** The dates that sample agenda titles speak of, so that the sample week is always this week. */
import type { WeekendWords } from './stories/story.ts';

const day = 86_400_000;

/** The weekend after this week's, the one before it and the Friday between, in French words. Days of UTC. */
export function weekendWords(now: Date): WeekendWords {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  // On a Saturday or Sunday the coming weekend is the next one: what is under way ends before anyone reads.
  const untilSaturday = (6 - now.getUTCDay() + 7) % 7 || 7;
  const saturday = new Date(today + untilSaturday * day);
  const sinceLast = untilSaturday > 5 ? 14 : 7;
  return {
    next: twoDays(saturday),
    last: twoDays(new Date(saturday.getTime() - sinceLast * day)),
    friday: inWords(new Date(saturday.getTime() - day)),
  };
}

function twoDays(saturday: Date): string {
  const sunday = new Date(saturday.getTime() + day);
  const sameMonth = saturday.getUTCMonth() === sunday.getUTCMonth();
  return sameMonth
    ? `${saturday.getUTCDate()}-${inWords(sunday)}`
    : `${inWords(saturday)}-${inWords(sunday)}`;
}

function inWords(date: Date): string {
  const month = new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' }).format(date);
  return `${date.getUTCDate() === 1 ? '1er' : date.getUTCDate()} ${month}`;
}
