/** The letters that a relay in its warm-up may take today, counted over all machines and fetched a few at a time. */
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

  /** Fetches some more; false when the day's letters are all gone. */
  async fetch(now: Date): Promise<boolean> {
    const cap = this.cap(now);
    if (cap === null || this.#left > 0) return true;
    const day = dayOf(now);
    if (this.#spentDay === day) return false;
    this.#left += await this.#take(this.#relay, { day, cap, wanted: slice - this.#left });
    if (this.#left > 0) return true;
    this.#spentDay = day;
    return false;
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
