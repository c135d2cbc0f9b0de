/** What follows an attempt: delivered, tried again later, given up; and when a webhook is let alone for good. */
import type { NotFetched } from '../gather/fetched.ts';

export type Attempt =
  | { readonly kind: 'answered'; readonly status: number; readonly ms: number; readonly answer: string }
  /** No answer came, or none was asked for because of where the address leads. */
  | { readonly kind: 'failed'; readonly trouble: NotFetched; readonly ms: number };

export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly at: Date; readonly failingSince: Date }
  /** disabled: why nothing is sent there any more, or null while other deliveries are still tried. */
  | { readonly kind: 'given_up'; readonly failingSince: Date; readonly disabled: WhyDisabled | null };

export type WhyDisabled =
  /** The receiver's own word for «never again»: 410 Gone. */
  | { readonly kind: 'gone' }
  /** last: how the last attempt ended; null where an earlier version noted it in a sentence. */
  | {
      readonly kind: 'nothing_delivered';
      readonly days: number;
      readonly last: NotFetched | { readonly kind: 'answered'; readonly status: number } | null;
    };

/** Eight tries over three days: 25 s, 2 min, 8 min, 38 min, 3 h, 13 h, 58 h, each up to a fifth more or less. */
const mostAttempts = 8;
const first = 25_000;
const factor = 4.5;
/** How long a webhook may fail without one success before it is let alone, in milliseconds. */
const patience = 72 * 3_600_000;

export type Tried = {
  /** This one included. */
  readonly attempts: number;
  /** Since when nothing was delivered to the webhook; null: the last one was. */
  readonly failingSince: Date | null;
};

/** random: from 0 to 1. */
export function judge(attempt: Attempt, tried: Tried, now: Date, random: number): Verdict {
  if (attempt.kind === 'answered' && attempt.status >= 200 && attempt.status < 300)
    return { kind: 'delivered' };
  const failingSince = tried.failingSince ?? now;
  if (attempt.kind === 'answered' && attempt.status === 410)
    return { kind: 'given_up', failingSince, disabled: { kind: 'gone' } };
  if (tried.attempts < mostAttempts) {
    const wait = first * factor ** (tried.attempts - 1) * (0.8 + 0.4 * random);
    return { kind: 'again', at: new Date(now.getTime() + wait), failingSince };
  }
  const silence = now.getTime() - failingSince.getTime();
  if (silence < patience) return { kind: 'given_up', failingSince, disabled: null };
  const days = Math.round(silence / 86_400_000);
  const last = attempt.kind === 'answered' ? { kind: attempt.kind, status: attempt.status } : attempt.trouble;
  return { kind: 'given_up', failingSince, disabled: { kind: 'nothing_delivered', days, last } };
}
