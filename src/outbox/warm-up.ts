/** A relay that nobody knows yet starts slowly: receivers trust a new sender that grows from day to day. */

export type WarmUp = {
  /** Its first day, a local date such as 2026-11-20. */
  readonly since: string;
  /** Letters of that day; each day after takes twice as many. */
  readonly firstDay: number;
};

/** A relay that took so many in a day needs no plan any more. */
const grownUp = 1_000_000;
const dayMs = 86_400_000;

/** Letters that the relay may take on that day (UTC), or null without a limit. */
export function dailyCap({ since, firstDay }: WarmUp, now: Date): number | null {
  const days = Math.floor((now.getTime() - Date.parse(since)) / dayMs);
  // Before its first day it is as new as on it.
  const cap = firstDay * 2 ** Math.min(30, Math.max(0, days));
  return cap >= grownUp ? null : cap;
}

/** When the next day's letters may leave. */
export function nextDay(now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
}
