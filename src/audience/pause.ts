/** A rest instead of a farewell: no letter until a day, then they come again by themselves. */
import type { SubscriberId } from './ids.ts';
import type { OpenedToken } from './token.ts';

export type PauseNeeds = {
  readonly open: (purpose: 'unsubscribe', text: string) => OpenedToken;
  /** until null: now over. day: YYYY-MM-DD, from its first minute in the newsletter's time zone. False: not subscribed. */
  readonly pause: (reader: SubscriberId, newsletter: string, until: string | null) => Promise<boolean>;
};

export type PauseResult =
  | { readonly kind: 'paused' | 'resumed' | 'not_subscribed' | 'not_a_day'; readonly newsletter: string }
  | { readonly kind: 'invalid' };

/** Longer than a year is a farewell. */
const mostDays = 366;

/** until: YYYY-MM-DD, the first day of letters again; null ends the pause now. */
export async function pauseUntil(
  text: string,
  until: string | null,
  today: Date,
  { open, pause }: PauseNeeds,
): Promise<PauseResult> {
  const opened = open('unsubscribe', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter } = opened.token;
  if (until !== null && !isWithin(until, today)) return { kind: 'not_a_day', newsletter };
  if (!(await pause(subscriberId, newsletter, until))) return { kind: 'not_subscribed', newsletter };
  return { kind: until === null ? 'resumed' : 'paused', newsletter };
}

export type RestResult = { readonly kind: 'resting' | 'resumed' | 'not_a_day' | 'gone' | 'invalid' };

/** The same for every letter of a reader, from their preferences. */
export async function restUntil(
  text: string,
  until: string | null,
  today: Date,
  needs: {
    readonly open: (purpose: 'preferences', text: string) => OpenedToken;
    /** False: there is no such reader. */
    readonly pauseAll: (reader: SubscriberId, until: string | null) => Promise<boolean>;
  },
): Promise<RestResult> {
  const opened = needs.open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  if (until !== null && !isWithin(until, today)) return { kind: 'not_a_day' };
  if (!(await needs.pauseAll(opened.token.subscriberId, until))) return { kind: 'gone' };
  return { kind: until === null ? 'resumed' : 'resting' };
}

/** The days that a pause may end on, both included, as YYYY-MM-DD. */
export function pauseDays(today: Date): {
  readonly first: string;
  readonly usual: string;
  readonly last: string;
} {
  const day = (after: number) => new Date(today.getTime() + after * 86_400_000).toISOString().slice(0, 10);
  return { first: day(1), usual: day(30), last: day(mostDays) };
}

function isWithin(day: string, today: Date): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  // 30 February is read as 2 March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false;
  const { first, last } = pauseDays(today);
  return day >= first && day <= last;
}
