/** The letters that a relay in its warm-up may take today, counted over all machines and fetched a few at a time. */
import { setTimeout as wait } from 'node:timers/promises';
import { persist } from '../../outbox/persist.ts';
import { dailyCap, type WarmUp } from '../../outbox/warm-up.ts';

/** Takes up to `wanted` of what is left of the day's cap. Returns how many. */
export type TakeRation = (
  relay: string,
  take: { readonly day: string; readonly cap: number; readonly wanted: number },
) => Promise<number>;

/** Letters fetched at once: a killed process wastes no more than these. */
const slice = 20;

export class DailyRation {
  readonly #relay: string;
  readonly #plan: WarmUp;
  readonly #take: TakeRation;
  #left = 0;
  #spentDay: string | undefined;
  #fetching: Promise<void> | undefined;

  constructor(relay: string, plan: WarmUp, take: TakeRation) {
    this.#relay = relay;
    this.#plan = plan;
    this.#take = take;
  }

  cap(now: Date): number | null {
    return dailyCap(this.#plan, now);
  }

  /** Nothing is left of today. */
  spent(now: Date): boolean {
    return this.cap(now) !== null && this.#left <= 0 && this.#spentDay === dayOf(now);
  }

  /** Whether a letter may go without asking again. */
  has(now: Date): boolean {
    return this.cap(now) === null || this.#left > 0;
  }

  /** One letter goes; it is counted even where sessions overtook each other. */
  use(): void {
    this.#left--;
  }

  /** Fetches some more; false when the day's letters are all gone. Whoever asks meanwhile waits for the same answer. */
  async fetch(now: Date): Promise<boolean> {
    if (this.has(now)) return true;
    if (this.spent(now)) return false;
    this.#fetching ??= this.#fetch(dayOf(now), this.cap(now) ?? 0).finally(() => {
      this.#fetching = undefined;
    });
    await this.#fetching;
    return this.#left > 0;
  }

  async #fetch(day: string, cap: number): Promise<void> {
    const wanted = slice - this.#left;
    // A database that restarts while one lane asks must not end a send that the others go on with.
    const taken = await persist(() => this.#take(this.#relay, { day, cap, wanted }), wait);
    this.#left += taken;
    if (taken === 0) this.#spentDay = day;
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
