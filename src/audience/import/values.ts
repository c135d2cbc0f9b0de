/** How cells of other programs' files are understood: yes and no, dates, languages, names. */
import { plain } from './columns.ts';

const yes = new Set([
  '1',
  'true',
  'vrai',
  'yes',
  'y',
  'oui',
  'o',
  'x',
  'premium',
  'paid',
  'payant',
  'abonne',
  'on',
]);
const no = new Set(['', '0', 'false', 'faux', 'no', 'n', 'non', 'free', 'gratuit', 'none', 'off', 'null']);

/** null: empty; undefined: cannot be understood. */
export function readYesNo(cell: string): boolean | null | undefined {
  const word = plain(cell);
  if (word === '') return null;
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** A cell of a column such as «unsubscribed at»: anything but empty and no is a mark. */
export function isMarked(cell: string): boolean {
  return !no.has(plain(cell));
}

/** ISO 8601, «2023-03-28 06:00:00» (taken as UTC), Go's «… +0000 UTC», «28/03/2023 06:00», «28.03.2023». undefined: cannot be understood. */
export function readDate(cell: string): Date | null | undefined {
  const text = cell.trim();
  if (text === '') return null;
  const iso =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?(?: [A-Z]{2,5})?)?$/.exec(
      text,
    );
  if (iso) return dateOf(iso[1], iso[2], iso[3], iso[4], iso[5]);
  const european = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,à]+(\d{1,2})[:h](\d{2})(?::\d{2})?)?$/.exec(
    text,
  );
  if (!european) return undefined;
  const [, first = '', second = '', year, hour = '00', minute = '00'] = european;
  // Day first, as the paper's country writes; month first only where that is the one possible reading.
  const [day, month] = Number(second) > 12 ? [second, first] : [first, second];
  return dateOf(
    year,
    month.padStart(2, '0'),
    day.padStart(2, '0'),
    `${hour.padStart(2, '0')}:${minute}`,
    'Z',
  );
}

export function readLanguage(cell: string): 'fr' | 'en' | null {
  const word = plain(cell);
  if (/^(fr( \w+)?|french|francais|fra|fre)$/.test(word)) return 'fr';
  return /^(en( \w+)?|english|anglais|eng)$/.test(word) ? 'en' : null;
}

/** Most names need no repair. */
const plainName = /^[\p{L}\d'’.-]+(?: [\p{L}\d'’.-]+){0,3}$/u;

/** One line of at most 100 characters: a name is shown in a letter and may come near a header. null: empty. */
export function readName(cell: string): string | null {
  if (cell.length <= 100 && plainName.test(cell)) return cell;
  const line = cell
    .toWellFormed()
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return line === '' ? null : [...line].slice(0, 100).join('').trim();
}

function dateOf(year?: string, month?: string, day?: string, time = '00:00', zone = 'Z'): Date | undefined {
  const date = new Date(`${year}-${month}-${day}T${time}${zone === 'UTC' ? 'Z' : zone}`);
  // Databases write a date that nobody knows as one of the year 0, which PostgreSQL does not take.
  const exists =
    Number(year) >= 1900 &&
    Number.isFinite(date.getTime()) &&
    new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day);
  return exists ? date : undefined;
}
