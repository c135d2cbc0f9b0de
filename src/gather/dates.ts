/** Reads the dates that feeds write: RFC 822 with its zones, ISO 8601, French words, and shapes between them. */

/** null when it is no date. A date without a zone is in timeZone (an IANA name). */
export function readDate(text: string, timeZone: string): Date | null {
  const plain = fold(text);
  if (plain === '') return null;
  const parts = isoParts(plain) ?? wordParts(plain) ?? frenchDigits(plain);
  if (!parts || !isPossible(parts)) return null;
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  const offset = parts.offset ?? offsetAt(asUtc, timeZone);
  return new Date(asUtc - offset * 60_000);
}

type Parts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Minutes east of Greenwich; null when the text does not say. */
  offset: number | null;
};

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLowerCase();
}

const clock = String.raw`(\d{1,2})\s?[:h]\s?(\d{2})?(?::(\d{2})(?:[.,]\d+)?)?`;
const iso = new RegExp(
  String.raw`^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:(?:\s?t\s?|\s)${clock})?\s*(.*)$`,
);
const words = new RegExp(
  String.raw`^(?:[a-z]+[.,]*\s)?(?:le\s)?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]([a-z]+)\.?,?[\s-](\d{4}|\d{2}),?(?:\s(?:a\s|at\s)?${clock})?\s*(.*)$`,
);
const american = new RegExp(
  String.raw`^(?:[a-z]+[.,]*\s)?([a-z]+)\.?\s(\d{1,2}),?\s(?:(\d{4}),?(?:\s(?:at\s)?${clock})?)\s*(.*)$`,
);
const digits = new RegExp(String.raw`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s(?:a\s)?${clock})?\s*(.*)$`);

function isoParts(text: string): Parts | null {
  const found = iso.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, zone] = found;
  return partsOf({ year, month: Number(month), day: day ?? '1', hour, minute, second, zone });
}

function wordParts(text: string): Parts | null {
  const european = words.exec(text);
  if (european) {
    const [, day, name = '', year, hour, minute, second, zone] = european;
    return partsOf({ year, month: monthNumber(name), day, hour, minute, second, zone });
  }
  const found = american.exec(text);
  if (!found) return null;
  const [, name = '', day, year, hour, minute, second, zone] = found;
  return partsOf({ year, month: monthNumber(name), day, hour, minute, second, zone });
}

/** 28/03/2023 is the 28th of March in the papers Hebdo serves. */
function frenchDigits(text: string): Parts | null {
  const found = digits.exec(text);
  if (!found) return null;
  const [, day, month, year, hour, minute, second, zone] = found;
  return partsOf({ year, month: Number(month), day, hour, minute, second, zone });
}

function partsOf(found: {
  year: string | undefined;
  month: number;
  day: string | undefined;
  hour: string | undefined;
  minute: string | undefined;
  second: string | undefined;
  zone: string | undefined;
}): Parts {
  return {
    year: fullYear(found.year ?? ''),
    month: found.month,
    day: Number(found.day),
    hour: Number(found.hour ?? 0),
    minute: Number(found.minute ?? 0),
    second: Number(found.second ?? 0),
    offset: zoneOffset((found.zone ?? '').trim()),
  };
}

/** RFC 5322, 4.3: two digits below 50 are of this century. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

const monthNames = [
  ['jan', 'january', 'janv', 'janvier'],
  ['feb', 'february', 'fev', 'fevr', 'fevrier'],
  ['mar', 'march', 'mars'],
  ['apr', 'april', 'avr', 'avril'],
  ['may', 'mai'],
  ['jun', 'june', 'juin'],
  ['jul', 'july', 'juil', 'juillet'],
  ['aug', 'august', 'aou', 'aout'],
  ['sep', 'sept', 'september', 'septembre'],
  ['oct', 'october', 'octobre'],
  ['nov', 'november', 'novembre'],
  ['dec', 'december', 'decembre'],
];

/** 0 for a word that is no month. */
function monthNumber(name: string): number {
  return monthNames.findIndex((names) => names.includes(name)) + 1;
}

/** Hours east of Greenwich. RFC 822 knows the American ones; the others are seen in feeds. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

function zoneOffset(text: string): number | null {
  const numeric = /^(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?\b/.exec(text);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return numeric[1] === '-' ? -minutes : minutes;
  }
  const hours = zones[/^[a-z]+/.exec(text)?.[0] ?? ''];
  return hours === undefined ? null : hours * 60;
}

/** Before 1995 no article was on the web: 1970 and year 1 are a missing date written as one. */
function isPossible(parts: Parts): boolean {
  const { year, month, day, hour, minute, second, offset } = parts;
  if (year < 1995 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  return hour <= 24 && minute <= 59 && second <= 60 && Math.abs(offset ?? 0) <= 15 * 60;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of Greenwich at a wall-clock time of the zone, given as if it were UTC. */
function offsetAt(wallClock: number, timeZone: string): number {
  const first = offsetOf(wallClock, timeZone);
  return offsetOf(wallClock - first * 60_000, timeZone);
}

function offsetOf(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return zoneOffset(name.toLowerCase()) ?? 0;
}
