/** When a letter that was put off is tried again. */

const minute = 60_000;
const hour = 60 * minute;

/** How long to wait after each attempt; the last value repeats. */
export type Patience = {
  readonly delaysMs: readonly number[];
  /** After this time since its first attempt a letter is given up with its last reply. */
  readonly giveUpAfterMs: number;
};

/** The first minute serves greylisting (RFC 6647 asks for retries well under a day). */
export const usualDelaysMs: readonly number[] = [1, 5, 15, 30, 60, 120, 240].map(
  (minutes) => minutes * minute,
);

/** Milliseconds until the next attempt, or null to give up. attempts counts those made, at least one. */
export function nextDelay(
  patience: Patience,
  attempts: number,
  firstTriedAt: Date,
  now: Date,
): number | null {
  const delay = patience.delaysMs[Math.min(attempts, patience.delaysMs.length) - 1] ?? hour;
  const age = now.getTime() - firstTriedAt.getTime();
  return age + delay > patience.giveUpAfterMs ? null : delay;
}
