/** Days as a newsroom counts them: «2026-11-24», without hour and zone; the zone decides where a day begins. */

/** The local day of an instant, YYYY-MM-DD. */
export function dayOf(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString().slice(0, 10);
}

/** The first instant of a local day. Where a clock change swallows midnight, the day begins after it. */
export function startOfDay(day: string, zone: string): Date {
  const midnight = inUtc(day);
  const [start = new Date(midnight)] = instantsShowing(midnight, zone).filter(
    (one) => dayOf(one, zone) === day,
  );
  return start;
}

/**
 * The instant at which the zone's clocks show that hour, «06:30», of a local day. Of an hour that comes twice it is the
 * first; an hour that a clock change leaves out is null, because no clock ever shows it.
 */
export function momentOf(day: string, time: string, zone: string): Date | null {
  const shown = Date.parse(`${day}T${time}:00Z`);
  const isShown = (one: Date) => one.getTime() + offsetAt(one.getTime(), zone) === shown;
  return instantsShowing(shown, zone).find(isShown) ?? null;
}

/** When clocks may show it (as if it were UTC), the earlier first: a zone's offset is that of one of the two neighbouring days. */
function instantsShowing(shown: number, zone: string): readonly Date[] {
  return [shown - 86_400_000, shown + 86_400_000]
    .map((around) => new Date(shown - offsetAt(around, zone)))
    .sort((one, other) => one.getTime() - other.getTime());
}

/** The day that many days later; earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(inUtc(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one to the other; negative when the other is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((inUtc(until) - inUtc(from)) / 86_400_000);
}

/** Monday 1 … Sunday 7, as ISO 8601 counts. */
export function weekdayOf(day: string): number {
  return new Date(inUtc(day)).getUTCDay() || 7;
}

/** Whether such a day exists: «2026-02-29» does not, nor does the year 0 (PostgreSQL counts none). */
export function isDay(text: string): boolean {
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(inUtc(text)) && addDays(text, 0) === text;
}

const dayForm = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
const dayForms = {
  fr: new Intl.DateTimeFormat('fr-FR', dayForm),
  en: new Intl.DateTimeFormat('en-GB', dayForm),
} as const;

/** The day in words: «mardi 24 novembre», «Tuesday 24 November». */
export function dayInWords(day: string, language: 'fr' | 'en'): string {
  const words = dayForms[language].format(inUtc(day)).replace(',', '');
  return language === 'fr' ? words.replace(/\b1 (?=\p{L})/u, '1er ') : words;
}

function inUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = clockOf(zone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs some fifty times its use. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}
