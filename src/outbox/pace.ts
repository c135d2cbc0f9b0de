/** How fast letters may go to one mailbox provider: a limit of the operator's, and less after the provider complained. */

import type { Provider } from '../audience/provider.ts';

/** The operator's limits: letters per second, by provider. */
export type PaceLimits = Readonly<Partial<Record<Provider, number>>>;

/** Tokens are letters; one bucket per provider, shared by all workers on all machines. */
export type Bucket = {
  readonly tokens: number;
  /** Milliseconds since 1970, as every instant here. */
  readonly filledAt: number;
  readonly slowed: Slowed | null;
};
export type Slowed = {
  /** Letters per second when it began again after the complaint. */
  readonly rate: number;
  /** Nothing leaves before; from then on the rate grows. */
  readonly heldUntil: number;
  /** What the provider said. */
  readonly said: string;
};

/** A provider without any limit begins again with so many letters a second. */
const firstRate = 10;
const leastRate = 0.2;
const holdMs = 10_000;
/** The rate grows by half in this time while nobody complains. */
const growthMs = 30_000;
/** So fast that it is no limit any more. */
const freeRate = 200;

/** Letters per second now: 0 while it is held, null without a limit. */
export function rateOf(slowed: Slowed | null, limit: number | null, now: number): number | null {
  if (slowed === null) return limit;
  if (now < slowed.heldUntil) return 0;
  const grown = slowed.rate * 1.5 ** ((now - slowed.heldUntil) / growthMs);
  if (grown >= (limit ?? freeRate)) return limit;
  return grown;
}

/** After a complaint: nothing for ten seconds, then half as fast as before. Complaints meanwhile are the same one. */
export function slowDown(slowed: Slowed | null, limit: number | null, said: string, now: number): Slowed {
  const before = rateOf(slowed, limit, now);
  if (before === 0 && slowed !== null) return slowed;
  const half = before === null ? firstRate : before / 2;
  return { rate: Math.max(leastRate, Math.min(half, freeRate)), heldUntil: now + holdMs, said };
}

export type Grant = {
  readonly bucket: Bucket;
  readonly letters: number;
  /** When the next letter may go, in milliseconds; 0 with letters. */
  readonly againInMs: number;
};

/** Takes up to `wanted` letters. A bucket holds one second's worth, or one letter, so that nothing leaves in a burst. */
export function take(bucket: Bucket, limit: number | null, wanted: number, now: number): Grant {
  const rate = rateOf(bucket.slowed, limit, now);
  if (rate === null)
    return { bucket: { tokens: 0, filledAt: now, slowed: null }, letters: wanted, againInMs: 0 };
  const held = bucket.slowed !== null && rate === 0 ? bucket.slowed.heldUntil - now : 0;
  const seconds = Math.max(0, now - bucket.filledAt) / 1000;
  const tokens = held > 0 ? 0 : Math.min(Math.max(1, rate), bucket.tokens + rate * seconds);
  const letters = Math.min(wanted, Math.floor(tokens));
  const left = { ...bucket, tokens: tokens - letters, filledAt: Math.max(now, bucket.filledAt) };
  const againInMs = letters > 0 ? 0 : held > 0 ? held : ((1 - tokens) / rate) * 1000;
  return { bucket: left, letters, againInMs: Math.ceil(againInMs) };
}
