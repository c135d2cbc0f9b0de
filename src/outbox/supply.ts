/** Claimed letters waiting for a free connection: claimed ahead in line, given back when the work stops. */
import type { ClaimedLetter } from './ledger.ts';

export type Claim = (limit: number) => Promise<readonly ClaimedLetter[]>;

export type Supply = {
  /** Whether a letter is here or could be claimed now. */
  readonly ready: () => Promise<boolean>;
  /** The next letter in line; undefined when another connection was faster. */
  readonly take: () => ClaimedLetter | undefined;
  /** Stops claiming and hands out what nobody took. */
  readonly close: () => Promise<readonly ClaimedLetter[]>;
};

/** `ahead` letters are claimed at once, and again when half of them are gone. */
export function openSupply(claim: Claim, ahead: number): Supply {
  let waiting: ClaimedLetter[] = [];
  let at = 0;
  let claiming: Promise<void> | undefined;
  let closed = false;

  const left = () => waiting.length - at;
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
    ready: async () => {
      if (left() === 0 && !closed) await refill();
      return left() > 0 && !closed;
    },
    take: () => {
      if (closed || left() === 0) return undefined;
      const letter = waiting[at++];
      // A claim that fails here fails again at ready(), where somebody waits for it.
      if (left() < ahead / 2) refill().catch(() => undefined);
      return letter;
    },
    close: async () => {
      closed = true;
      await claiming?.catch(() => undefined);
      return waiting.slice(at);
    },
  };
}
