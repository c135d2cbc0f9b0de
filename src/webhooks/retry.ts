/** What follows an attempt: delivered, tried again later, given up; and when a webhook is let alone for good. */

export type Attempt =
  | { readonly kind: 'answered'; readonly status: number; readonly ms: number; readonly answer: string }
  /** No answer came, or none was asked for because of where the address leads. */
  | { readonly kind: 'failed'; readonly reason: string; readonly ms: number };

export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly at: Date; readonly failingSince: Date }
  /** disabled: why nothing is sent there any more, or null while other deliveries are still tried. */
  | { readonly kind: 'given_up'; readonly failingSince: Date; readonly disabled: string | null };

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
  // 410 Gone is the receiver's own word for «never again».
  if (attempt.kind === 'answered' && attempt.status === 410)
    return { kind: 'given_up', failingSince, disabled: 'the receiver answered 410 Gone' };
  if (tried.attempts < mostAttempts) {
    const wait = first * factor ** (tried.attempts - 1) * (0.8 + 0.4 * random);
    return { kind: 'again', at: new Date(now.getTime() + wait), failingSince };
  }
  const days = Math.round((now.getTime() - failingSince.getTime()) / 86_400_000);
  const long = now.getTime() - failingSince.getTime() >= patience;
  return {
    kind: 'given_up',
    failingSince,
    disabled: long ? `nothing was delivered for ${days} days; the last attempt: ${inWords(attempt)}` : null,
  };
}

function inWords(attempt: Attempt): string {
  return attempt.kind === 'answered' ? `the answer was ${attempt.status}` : attempt.reason;
}
