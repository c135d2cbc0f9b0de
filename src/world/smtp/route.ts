/** One relay of the pool: its sessions, how many it may have now, and whether it is left aside for a while. */
import { adapt, type Concurrency, startConcurrency } from '../../outbox/concurrency.ts';
import { type EnvelopeWay, startTrial, type Trial } from '../../outbox/envelope-way.ts';
import { RelayFault, type RelaySession, type RelayStanding } from '../../outbox/relay.ts';
import { isAnswer, relayTrouble } from '../../outbox/relay-signs.ts';
import type { Ability, Receipt } from '../../outbox/reply.ts';
import { Aside, endsSessions } from './aside.ts';
import type { DailyRation } from './ration.ts';

export type Session = RelaySession & {
  /** Whether the connection stands, wanted or not. */
  readonly alive: boolean;
  /** The relay answered a letter over it. */
  readonly answered: boolean;
  /** A turn begins. */
  readonly lent: () => void;
  /** How its next envelope shall travel. */
  readonly way: () => EnvelopeWay;
  /** Ends the session where an envelope is on its way whose letter will not follow. */
  readonly leaveInStep: () => void;
  readonly quit: () => Promise<void>;
};

/** Relays close idle sessions after a few seconds themselves, and count them against us meanwhile. */
const idleMs = 4000;

export class Route {
  readonly name: string;
  readonly ration: DailyRation | undefined;
  /** Which way of writing envelopes it answers faster. */
  trial: Trial = startTrial();
  /** What its last session was offered; before the first one, anything. */
  lacks: readonly Ability[] = [];
  readonly #connect: (route: Route, signal: AbortSignal) => Promise<Session>;
  readonly #out = new Set<RelaySession>();
  readonly #idle: { session: Session; timer: NodeJS.Timeout }[] = [];
  #opening = 0;
  #state: Concurrency;
  readonly #aside = new Aside();
  /** The one connection on which overlapping is tried: a relay that bears it badly harms no other. */
  #tries: object | undefined;
  /** Whether the last session that was opened offers PIPELINING. */
  #groups: boolean | undefined;

  constructor(
    settings: { readonly name: string; readonly most: number; readonly ration: DailyRation | undefined },
    connect: (route: Route, signal: AbortSignal) => Promise<Session>,
  ) {
    this.name = settings.name;
    this.ration = settings.ration;
    this.#connect = connect;
    this.#state = startConcurrency(settings.most);
  }

  get most(): number {
    return this.#state.most;
  }

  /** Sessions that are lent, or being opened for somebody. */
  get lent(): number {
    return this.#out.size + this.#opening;
  }

  /** Whether somebody has a session that works. */
  get works(): boolean {
    return [...this.#out].some((session) => (session as Session).alive);
  }

  get hasRoom(): boolean {
    return this.lent < Math.floor(this.#state.allowed);
  }

  /** More sessions are lent than it shall have since it complained. */
  get isCrowded(): boolean {
    return this.lent > Math.floor(this.#state.allowed);
  }

  get asideUntil(): number {
    return this.#aside.until;
  }

  /** It said that it takes no letter of ours. */
  get refusesUs(): boolean {
    return this.#aside.refusesUs;
  }

  /** Neither dead, nor spent for today, nor against us. */
  mayTake(now: Date): boolean {
    return this.asideUntil <= now.getTime() && !this.refusesUs && !(this.ration?.spent(now) ?? false);
  }

  refuse(reason: string, now: number): void {
    this.#aside.refuse(new RelayFault(reason, true), now);
  }

  forgive(): void {
    this.#aside.forgive();
  }

  /** Why nothing may be offered to it now although it lets us in, or undefined. */
  shut(now: number): RelayFault | undefined {
    return this.#aside.shut(now);
  }

  lends(session: RelaySession): boolean {
    return this.#out.has(session);
  }

  /** An idle session or a new one. Throws RelayFault, or why it was stopped. */
  async lend(signal: AbortSignal): Promise<Session> {
    this.#opening++;
    try {
      const session = this.#takeIdle() ?? (await this.#connect(this, signal));
      this.#out.add(session);
      session.lent();
      this.#groups = session.way() !== 'step_by_step';
      this.#aside.letIn(Date.now());
      return session;
    } finally {
      this.#opening--;
    }
  }

  wayFor(connection: object): Trial['way'] {
    const { phase, way } = this.trial;
    if (phase === 'chosen' || way === 'one_group') return way;
    this.#tries ??= connection;
    return this.#tries === connection ? way : 'one_group';
  }

  leaveTrial(connection: object): void {
    if (this.#tries === connection) this.#tries = undefined;
  }

  takeBack(session: Session): void {
    const crowded = this.isCrowded;
    this.#out.delete(session);
    session.leaveInStep();
    if (!session.alive) return;
    if (crowded) void session.quit();
    else this.#keep(session);
  }

  /** Each letter's receipt teaches how many sessions the relay likes. */
  learn(receipt: Receipt, now: number): void {
    if (isAnswer(receipt)) this.#aside.answered();
    const trouble = relayTrouble(receipt);
    if (trouble !== null) this.complain(trouble, now);
    else if (receipt.kind === 'replied' && receipt.step === 'dot' && receipt.reply.code < 300)
      this.#state = adapt(this.#state, { kind: 'taken' }, now);
  }

  /** A session that had answered nothing ended over the letter to this reader. */
  endedUnanswered(to: string, what: string, now: number): void {
    if (!this.#aside.cutShort(to) || this.#answersOthers) return;
    this.complain(`it ended sessions before it had answered (${what})`, now);
    this.leaveAside(endsSessions(this.name, what), now);
  }

  /** One session too many is a matter of how many. */
  get #answersOthers(): boolean {
    return [...this.#out].some((session) => (session as Session).alive && (session as Session).answered);
  }

  complain(what: string, now: number): void {
    this.#state = adapt(this.#state, { kind: 'trouble', what, open: this.lent }, now);
  }

  leaveAside(fault: RelayFault, now: number): void {
    this.#aside.leave(fault, now);
  }

  standing(now: Date): RelayStanding {
    const isAside = this.#aside.until > now.getTime();
    return {
      relay: this.name,
      sessions: this.#out.size,
      allowed: Math.floor(this.#state.allowed),
      most: this.#state.most,
      envelope: this.#envelope(),
      trouble: this.#aside.fault?.message ?? this.#state.trouble,
      asideUntil: isAside ? new Date(this.#aside.until) : null,
      dailyCap: this.ration?.cap(now) ?? null,
      spent: this.ration?.spent(now) ?? false,
    };
  }

  /** While the other way is tried on one connection, the way of all others. */
  #envelope(): EnvelopeWay | null {
    if (this.#groups === undefined) return null;
    if (!this.#groups) return 'step_by_step';
    return this.trial.phase === 'chosen' ? this.trial.way : 'one_group';
  }

  async close(): Promise<void> {
    const sessions = this.#idle.splice(0);
    for (const { timer } of sessions) clearTimeout(timer);
    await Promise.all(sessions.map(({ session }) => session.quit()));
  }

  #keep(session: Session): void {
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((one) => one.session === session),
        1,
      );
      void session.quit();
    }, idleMs);
    this.#idle.push({ session, timer });
  }

  #takeIdle(): Session | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (idle.session.alive) return idle.session;
    }
    return undefined;
  }
}
