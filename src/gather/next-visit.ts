/** When a feed may be asked again: what its server wishes, and longer and longer pauses while it fails. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Ten minutes after the first failure, doubling, at most three days. Milliseconds. */
export function backOff(failures: number): number {
  return Math.min(3 * day, 10 * minute * 2 ** Math.max(0, failures - 1));
}

/** Retry-After (RFC 9110, 10.2.3): seconds or a date; at most a day is believed. null when there is none. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined || header.trim() === '') return null;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(wait) ? Math.min(day, Math.max(0, wait)) : null;
}

/**
 * How long a healthy feed asks to be left alone: its ttl (minutes) and its max-age (RFC 9111, 5.2.2.1), at most a
 * day. Five minutes less, so that an hourly round does not come a minute early and skip every second hour.
 * sy:updatePeriod is not read: WordPress always writes «hourly».
 */
export function askedPause(ttl: number | null, cacheControl: string | undefined): number {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl ?? '')?.[1];
  const asked = Math.max((ttl ?? 0) * minute, Number(maxAge ?? 0) * 1_000);
  return Math.max(0, Math.min(day, asked) - 5 * minute);
}
