/** The relays of SMTP_URL as one: sessions are lent to whoever sends, from the relay that has room for them. */
import { setImmediate as othersFirst, setTimeout as wait } from 'node:timers/promises';
import { parseRelayAddress } from '../../config/relay-address.ts';
import type { PaceLimits } from '../../outbox/pace.ts';
import { type Relay, RelayFault, RelayRest, type RelayStanding } from '../../outbox/relay.ts';
import type { Ability } from '../../outbox/reply.ts';
import { nextDay } from '../../outbox/warm-up.ts';
import { connectToRelay } from './connect.ts';
import { type TimeLimits, usualLimits } from './limits.ts';
import { DailyRation, type TakeRation } from './ration.ts';
import { Route, type Session } from './route.ts';
import { sessionOf } from './session.ts';

export type OpenRelay = Relay &
  AsyncDisposable & {
    /** What the operator allows towards each provider. */
    readonly pace: PaceLimits;
    /** Whether a letter that it takes may reach a reader: false of relays on this machine, and of those that keep letters. */
    readonly delivers: boolean;
  };

export type RelaySettings = {
  readonly url: string;
  /** Further relays that share the work, and take all of it when the others are dead. */
  readonly more?: readonly string[];
  /** The most sessions of the relay with the greatest weight; the others have their share of it. */
  readonly connections: number;
  readonly pace?: PaceLimits;
};

/** Until a relay that refused one more session is asked again. */
const refusalMs = 250;
/** Without a place to count them, a warm-up counts the letters of this process alone. */
const uncounted: TakeRation = async (_, { wanted }) => wanted;

/** Opens no connection yet; sessions are opened when borrowed. */
export function openRelay(
  { url, more = [], connections, pace = {} }: RelaySettings,
  limits: TimeLimits = usualLimits,
  takeRation: TakeRation = uncounted,
): OpenRelay {
  const addresses = [url, ...more].map(parseRelayAddress);
  const heaviest = Math.max(...addresses.map(({ weight }) => weight));
  const pool = new SessionPool();
  const routes = addresses.map((address) => {
    const most = Math.max(1, Math.round((connections * address.weight) / heaviest));
    const name = `${address.host}:${address.port}`;
    const ration = address.warmUp && new DailyRation(name, address.warmUp, takeRation);
    return new Route({ name, most, ration }, async (route, signal) =>
      sessionOf(route, await connectToRelay(address, limits, signal), limits, {
        roomGrew: () => pool.wake(),
        waiting: () => pool.waiting,
      }),
    );
  });
  pool.routes.push(...routes);
  return {
    name: routes.map(({ name }) => name).join(', '),
    connections: routes.reduce((sum, { most }) => sum + most, 0),
    borrow: (signal, ability) => pool.borrow(signal, ability),
    giveBack: (session) => pool.giveBack(session as Session),
    mayOffer: (ability) => routes.some((route) => !route.lacks.includes(ability)),
    refuses: (session, reason) => pool.refuses(session as Session, reason),
    standing: () => pool.standing(),
    pace,
    delivers: addresses.some(({ delivers }) => delivers),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

class SessionPool {
  readonly routes: Route[] = [];
  readonly #waiting = new Set<() => void>();
  /** Borrowers that had to wait and have no session yet. */
  #inLine = 0;

  get waiting(): number {
    return this.#inLine;
  }

  /**
   * Tries one relay after the other; throws only when none of them works for anybody. Whoever waits already looks first: one
   * that gave its session back a moment ago would have it again, and another issue no letter out before the end of this one.
   */
  async borrow(signal: AbortSignal, ability?: Ability): Promise<Session> {
    if (this.#inLine > 0) await othersFirst();
    const place = { inLine: false };
    try {
      return await this.#borrowed(place, signal, ability);
    } finally {
      if (place.inLine) this.#inLine--;
    }
  }

  async #borrowed(place: { inLine: boolean }, signal: AbortSignal, ability?: Ability): Promise<Session> {
    for (;;) {
      const mayTake = offering(await this.#unspent(), ability);
      // From here until somebody waits in line nothing else may run: a session given back meanwhile would wake nobody.
      signal.throwIfAborted();
      const now = Date.now();
      const route = choose(mayTake, now);
      if (route === undefined) {
        if (!place.inLine) this.#inLine++;
        place.inLine = true;
        await this.#turn(signal, untilNext(mayTake, now));
      } else {
        const session = await this.#lend(route, mayTake, signal);
        if (session) return session;
      }
    }
  }

  giveBack(session: Session): void {
    this.routes.find((route) => route.lends(session))?.takeBack(session);
    this.wake();
  }

  /** False when each relay that could take letters now has said so: one that is dead or spent for today keeps no send going. */
  refuses(session: Session, reason: string): boolean {
    const now = new Date();
    this.routes.find((route) => route.lends(session))?.refuse(reason, now.getTime());
    if (this.routes.some((route) => route.mayTake(now))) return true;
    for (const route of this.routes) route.forgive();
    return false;
  }

  standing(): readonly RelayStanding[] {
    const now = new Date();
    return this.routes.map((route) => route.standing(now));
  }

  async close(): Promise<void> {
    await Promise.all(this.routes.map((route) => route.close()));
  }

  /** The relays that may take more letters today. Throws RelayRest. */
  async #unspent(): Promise<readonly Route[]> {
    const now = new Date();
    const rested = await Promise.all(
      this.routes.map(async (route) => (((await route.ration?.fetch(now)) ?? true) ? [route] : [])),
    );
    const mayTake = rested.flat();
    if (mayTake.length === 0) throw restUntilTomorrow(this.routes, now);
    return mayTake;
  }

  /** Undefined: this relay did not let us in, and there is another one or another time to try. */
  async #lend(route: Route, mayTake: readonly Route[], signal: AbortSignal): Promise<Session | undefined> {
    // Somebody else may have taken the room since it was seen.
    if (!route.hasRoom) return undefined;
    const shut = route.shut(Date.now());
    if (shut) throw shut;
    try {
      return await route.lend(signal);
    } catch (error) {
      const now = Date.now();
      if (!(error instanceof RelayFault)) throw error;
      // One session too many is a matter of how many; not a single one is a dead relay.
      route.complain('it refused another session', now);
      if (route.works) {
        await wait(refusalMs);
        return undefined;
      }
      route.leaveAside(error, now);
      const others = mayTake.some((one) => one !== route && one.asideUntil <= now);
      // That another one refuses us is what somebody can mend.
      if (!others) throw mayTake.find((one) => one.refusesUs)?.shut(now) ?? error;
      return undefined;
    } finally {
      this.wake();
    }
  }

  /** Everybody who waits looks again: who may go depends on which relay has room. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  /** Also after `mostMs`, where a relay that was left aside may be tried again. */
  #turn(signal: AbortSignal, mostMs: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.delete(go);
        clearTimeout(timer);
        reject(signal.reason);
      };
      const go = () => {
        this.#waiting.delete(go);
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const timer = mostMs === undefined ? undefined : setTimeout(go, mostMs);
      this.#waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

/** The relay with the most free room for its size; undefined: wait for a turn. */
function choose(routes: readonly Route[], now: number): Route | undefined {
  const healthy = routes.filter((route) => route.asideUntil <= now);
  // Where all are dead, the one that was left alone for longest is tried all the same.
  const candidates =
    healthy.length > 0 ? healthy : routes.toSorted((a, b) => a.asideUntil - b.asideUntil).slice(0, 1);
  return candidates
    .filter((route) => route.hasRoom)
    .toSorted((a, b) => (a.lent + 1) / a.most - (b.lent + 1) / b.most)[0];
}

/** Throws RelayFault where none of them has the ability. */
function offering(routes: readonly Route[], ability: Ability | undefined): readonly Route[] {
  if (ability === undefined) return routes;
  const able = routes.filter(({ lacks }) => !lacks.includes(ability));
  if (able.length > 0) return able;
  const names = routes.map(({ name }) => name).join(', ');
  throw new RelayFault(`Of the relays that take letters now, none offers ${ability} (${names}).`, false);
}

/** Milliseconds until the first relay that is left aside may be tried again; undefined: none is. */
function untilNext(routes: readonly Route[], now: number): number | undefined {
  const untils = routes.map(({ asideUntil }) => asideUntil).filter((until) => until > now);
  return untils.length === 0 ? undefined : Math.min(...untils) - now;
}

function restUntilTomorrow(routes: readonly Route[], now: Date): RelayRest {
  const caps = routes.map(({ name, ration }) => `${name} ${ration?.cap(now) ?? 0}`).join(', ');
  return new RelayRest(`The warm-up plan of today is used up (letters a day: ${caps}).`, nextDay(now));
}
