/** Claimed letters waiting for a free connection: claimed ahead in line, given back when the work stops. */
import type { ClaimedLetter } from './ledger.ts';

export type Claim = (limit: number) => Promise<Claimed>;

export type Claimed = {
  readonly letters: readonly ClaimedLetter[];
  /** Letters are in line that only the pace of their provider holds back: ask again then. null: there are none. */
  readonly againInMs: number | null;
};

export type Supply = {
  /**
   * Keeps a letter for the caller, claiming more where needed; false when nothing can be claimed now. So one letter
   * opens one connection, not all of them. Waits where only a pace limit stands between.
   */
  readonly reserve: () => Promise<boolean>;
  /** A letter that is here without waiting and that nobody reserved. */
  readonly takeReady: () => ClaimedLetter | undefined;
  /** The reserved letter; undefined when the supply was closed meanwhile. */
  readonly take: () => ClaimedLetter | undefined;
  /** Ends a reservation without taking. */
  readonly release: () => void;
  /** Whether a letter is here without waiting. */
  readonly ready: () => boolean;
  /** Stops claiming and hands out what nobody took. */
  readonly close: () => Promise<readonly ClaimedLetter[]>;
};

const longestRestMs = 500;

/** `ahead` letters are claimed at once, and again when half of them are gone. */
export function openSupply(
  claim: Claim,
  ahead: number,
  wait: (ms: number) => Promise<void>,
  stop: AbortSignal,
): Supply {
  let waiting: ClaimedLetter[] = [];
  let at = 0;
  let reserved = 0;
  let claiming: Promise<void> | undefined;
  let closed = false;
  /** What the last claim said of letters that are held back. */
  let againInMs: number | null = null;
  let resting: Promise<void> | undefined;

  const free = () => waiting.length - at - reserved;
  const needed = () => free() <= 0 && !closed && !stop.aborted;
  const refill = () => {
    claiming ??= claim(ahead)
      .then((claimed) => {
        waiting = [...waiting.slice(at), ...claimed.letters];
        at = 0;
        againInMs = claimed.againInMs;
      })
      .finally(() => {
        claiming = undefined;
      });
    return claiming;
  };

  // All who wait share one rest; it is short, because a pause or a stop must not wait for it.
  const rest = (ms: number) => {
    resting ??= wait(Math.min(longestRestMs, Math.max(10, ms))).finally(() => {
      resting = undefined;
    });
    return resting;
  };

  const take = () => {
    const letter = closed ? undefined : waiting[at++];
    // A claim that fails here fails again at reserve(), where somebody waits for it.
    if (free() < ahead / 2 && !closed) refill().catch(() => undefined);
    return letter;
  };

  return {
    reserve: async () => {
      if (needed()) await refill();
      while (needed() && againInMs !== null) {
        await rest(againInMs);
        if (needed()) await refill();
      }
      if (free() <= 0 || closed) return false;
      reserved++;
      return true;
    },
    take: () => {
      reserved--;
      return take();
    },
    takeReady: () => (free() > 0 ? take() : undefined),
    ready: () => free() > 0,
    release: () => {
      reserved--;
    },
    close: async () => {
      closed = true;
      await claiming?.catch(() => undefined);
      return waiting.slice(at);
    },
  };
}
