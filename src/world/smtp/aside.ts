/** Whether a relay is left aside for a while: it lets nobody in, lets us in and answers nothing, or takes no letter of ours. */
import { RelayFault } from '../../outbox/relay.ts';

/** How long while another one works: doubled each time it is no better. */
const aside = { firstMs: 5_000, mostMs: 300_000 };
/** Over so many letters in a row, with no answer to any other: one may be cut off by a filter, these are not the letters. */
const lettersOfAnIllRelay = 3;

export class Aside {
  #until = 0;
  #ms = aside.firstMs;
  #fault: RelayFault | undefined;
  #refusal: { readonly fault: RelayFault; readonly until: number } | undefined;
  /** To whom the letters were over which a session ended unanswered, since an answer last came. */
  readonly #cutShort = new Set<string>();

  get until(): number {
    return Math.max(this.#until, this.#refusal?.until ?? 0);
  }

  get fault(): RelayFault | undefined {
    return this.#refusal?.fault ?? this.#fault;
  }

  get refusesUs(): boolean {
    return this.#refusal !== undefined;
  }

  /** Why it must not even be tried before that time; undefined: whoever has no other relay may try. */
  shut(now: number): RelayFault | undefined {
    if (this.#refusal !== undefined && now < this.#refusal.until) return this.#refusal.fault;
    return this.#isIll && now < this.#until ? this.#fault : undefined;
  }

  leave(fault: RelayFault, now: number): void {
    this.#fault = fault;
    if (now < this.#until) return;
    this.#until = now + (fault.permanent ? aside.mostMs : this.#ms);
    this.#ms = Math.min(aside.mostMs, this.#ms * 2);
  }

  /** It takes no letter of ours. What was on its way and is taken all the same does not end that. */
  refuse(fault: RelayFault, now: number): void {
    this.#refusal ??= { fault, until: now + aside.mostMs };
  }

  forgive(): void {
    this.#refusal = undefined;
  }

  /** A session that had answered nothing ended over the letter to this reader. True when that is the relay, and not the letter. */
  cutShort(to: string): boolean {
    if (!this.#isIll) this.#cutShort.add(to);
    return this.#isIll;
  }

  /** A session was opened. What lets us in and answers nothing is well again when it answers. */
  letIn(now: number): void {
    if (this.#refusal !== undefined && now >= this.#refusal.until) this.forgive();
    if (this.#cutShort.size === 0) this.#end();
  }

  answered(): void {
    if (this.#fault !== undefined || this.#cutShort.size > 0) this.#end();
  }

  get #isIll(): boolean {
    return this.#cutShort.size >= lettersOfAnIllRelay;
  }

  #end(): void {
    this.#cutShort.clear();
    this.#fault = undefined;
    this.#until = 0;
    this.#ms = aside.firstMs;
  }
}

/** For the operator: what was tried on what, what happened, what to do. */
export function endsSessions(relay: string, what: string): RelayFault {
  return new RelayFault(
    `The relay ${relay} ends its sessions before it has answered a letter (the last: ${what}). Its log, or whoever runs it, says why; the same command goes on where it stopped.`,
    false,
  );
}
