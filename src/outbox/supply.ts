/** Claimed letters waiting for a free connection: claimed ahead in line, given back when the work stops. */
import type { ClaimedLetter } from './ledger.ts';

export type Claim = (limit: number) => Promise<readonly ClaimedLetter[]>;

export type Supply = {
  /**
   * Keeps a letter for the caller, claiming more where needed; false when nothing can be claimed now. So one letter
   * opens one connection, not all of them.
   */
  readonly reserve: () => Promise<boolean>;
  /** The reserved letter; undefined when the supply was closed meanwhile. */
  readonly take: () => ClaimedLetter | undefined;
  /** Ends a reservation without taking. */
  readonly release: () => void;
  /** Stops claiming and hands out what nobody took. */
  readonly close: () => Promise<readonly ClaimedLetter[]>;
};

/** `ahead` letters are claimed at once, and again when half of them are gone. */
export function openSupply(claim: Claim, ahead: number): Supply {
  let waiting: ClaimedLetter[] = [];
  let at = 0;
  let reserved = 0;
  let claiming: Promise<void> | undefined;
  let closed = false;

  const free = () => waiting.length - at - reserved;
  const refill = () => {
    claiming ??= claim(ahead)
      .then((letters) => {
        waiting = [...waiting.slice(at), ...letters];
        at = 0;
      })
      .finally(() => {
        claiming = undefined;
      });
    return claiming;
  };

  return {
    reserve: async () => {
      if (free() <= 0 && !closed) await refill();
      if (free() <= 0 || closed) return false;
      reserved++;
      return true;
    },
    take: () => {
      reserved--;
      const letter = closed ? undefined : waiting[at++];
      // A claim that fails here fails again at reserve(), where somebody waits for it.
      if (free() < ahead / 2 && !closed) refill().catch(() => undefined);
      return letter;
    },
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
