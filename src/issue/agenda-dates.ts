/** Reads when an outing takes place out of its title, so that no letter sends anyone to a party that is over. Pure. */
import { addDays, daysBetween, isDay, weekdayOf } from './calendar.ts';
import { plain } from './likeness.ts';

/** First and last day, YYYY-MM-DD, both included. `said` is false when no date was written and the week-end is meant. */
export type AgendaDates = { readonly from: string; readonly until: string; readonly said: boolean };

/**
 * The days of an agenda article, in French or English: «ce week-end du 25-26 mars», «samedi 28 novembre», «du 27 au 29
 * novembre», «jusqu’au 3 décembre», «28/11». A year that is not written is the one nearest to publication. Without any date the
 * week-end that follows publication is meant.
 */
export function agendaDates(title: string, publishedOn: string): AgendaDates {
  const found = datesIn(plain(spelledOut(withoutTimes(title))));
  const last = found.at(-1);
  if (!last) return { ...weekendAfter(publishedOn), said: false };
  const until = nearestYear(last, publishedOn);
  const first = found[0] ?? last;
  // «jusqu’au 3 décembre» is open from its publication on.
  if (found.length === 1 && first.openStart)
    return { from: publishedOn < until ? publishedOn : until, until, said: true };
  return { from: latestBefore(first, until), until, said: true };
}

type WrittenDay = {
  readonly day: number;
  readonly month: number;
  readonly year: number | null;
  readonly openStart: boolean;
};

const monthNames = [
  'janvier|janv|january|jan',
  'fevrier|fevr|fev|february|feb',
  'mars|march',
  'avril|avr|april',
  'mai|may',
  'juin|june',
  'juillet|juil|july',
  'aout|august|aug',
  'septembre|sept|september|sep',
  'octobre|october|oct',
  'novembre|november|nov',
  'decembre|december|dec',
];
const month = monthNames.join('|');
const link = '(?:au|a|et|ou|to|and|until)';
const dayNumber =
  '(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(\\d{1,2})(?:er|st|nd|rd|th)?';
/** «25 26 mars 2027» (any hyphen is a space by now), «27 au 29 novembre», «1er decembre», «3 et 4 avril». */
const dayFirst = `(?:${dayNumber} (?:${link} )?)?${dayNumber} (?:of )?(${month})(?: (\\d{4}))?\\b`;
/** «november 28 29 2026», «march 25». */
const monthFirst = `\\b(${month}) (\\d{1,2})(?:st|nd|rd|th)?(?: (?:${link} )?(\\d{1,2})(?:st|nd|rd|th)?)?(?: (\\d{4}))?\\b`;
const pattern = new RegExp(`(jusqu au |until )?(?:\\b${dayFirst}|${monthFirst})`, 'g');

/** Every day that the text names, in the order of the text. */
function datesIn(text: string): WrittenDay[] {
  return [...text.matchAll(pattern)].flatMap(([, open, a, b, nameB, yearB, nameA, c, d, yearA]) => {
    const name = nameB ?? nameA ?? '';
    const year = yearB ?? yearA;
    const days = nameB === undefined ? [c, d] : [a, b];
    return days
      .filter((day) => day !== undefined)
      .map((day) => ({
        day: Number(day),
        month: monthNames.findIndex((names) => names.split('|').includes(name)) + 1,
        year: year === undefined ? null : Number(year),
        openStart: open !== undefined,
      }))
      .filter(({ day }) => day >= 1 && day <= 31);
  });
}

/** «à 20h30», «18 h» are hours, not days. */
function withoutTimes(title: string): string {
  return title.replace(/\b\d{1,2}\s?[hH](?:\s?\d{2})?\b/g, ' ');
}

/** «28/11», «28/11/26» become «28 novembre 2026»; a month of one digit is not read: «1/2 finale», «7/7» are no days. */
function spelledOut(title: string): string {
  return title.replace(
    /(?<![\d/])(\d{1,2})\/(0[1-9]|1[0-2])(?:\/(\d{4}|\d{2}))?(?![\d/])/g,
    (_, day: string, number: string, year = '') =>
      `${day} ${monthNames[Number(number) - 1]?.split('|')[0]} ${year.length === 2 ? `20${year}` : year}`,
  );
}

function nearestYear(written: WrittenDay, publishedOn: string): string {
  if (written.year !== null) return dayIn(written.year, written);
  const year = Number(publishedOn.slice(0, 4));
  const distance = (day: string) => Math.abs(daysBetween(publishedOn, day));
  const [nearest] = [year - 1, year, year + 1]
    .map((one) => dayIn(one, written))
    .sort((one, other) => distance(one) - distance(other));
  return nearest ?? publishedOn;
}

/** The last such day that is not after the end: «du 27 décembre au 3 janvier» begins in the year before. */
function latestBefore(written: WrittenDay, until: string): string {
  if (written.year !== null) return dayIn(written.year, written);
  const year = Number(until.slice(0, 4));
  const same = dayIn(year, written);
  return same <= until ? same : dayIn(year - 1, written);
}

/** The day of that year; the month's last where it has no such day. */
function dayIn(year: number, { day, month }: WrittenDay): string {
  const text = (one: number) => `${year}-${String(month).padStart(2, '0')}-${String(one).padStart(2, '0')}`;
  let last = day;
  while (!isDay(text(last))) last -= 1;
  return text(last);
}

/** Saturday and Sunday to come; on a Saturday or Sunday, those two days themselves. */
function weekendAfter(publishedOn: string): { from: string; until: string } {
  const weekday = weekdayOf(publishedOn);
  const from = addDays(publishedOn, 6 - weekday);
  return { from, until: addDays(from, 1) };
}
