/** The relay of SMTP_URL: at most so many sessions at once in this process, lent to whoever sends. */
import type { Relay, RelaySession } from '../../outbox/relay.ts';
import { parseRelayAddress } from './address.ts';
import { connectToRelay, type OpenSession } from './connect.ts';
import { type TimeLimits, usualLimits } from './limits.ts';
import { transact } from './transaction.ts';

export type OpenRelay = Relay & AsyncDisposable;
type Session = RelaySession & { readonly quit: () => Promise<void> };

/** Relays close idle sessions after a few seconds themselves, and count them against us meanwhile. */
const idleMs = 4000;
const goodbyeMs = 1000;

/** Opens no connection yet; sessions are opened when borrowed. */
export function openRelay(
  settings: { readonly url: string; readonly connections: number },
  limits: TimeLimits = usualLimits,
): OpenRelay {
  const address = parseRelayAddress(settings.url);
  const pool = new SessionPool(settings.connections, async () =>
    sessionOf(await connectToRelay(address, limits), limits),
  );
  return {
    name: `${address.host}:${address.port}`,
    connections: settings.connections,
    borrow: (signal) => pool.borrow(signal),
    giveBack: (session) => pool.giveBack(session as Session),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

function sessionOf({ wire, offers }: OpenSession, limits: TimeLimits): Session {
  return {
    get open() {
      return wire.open;
    },
    transact: (envelope, letter, mayDot) => transact(wire, offers, limits, envelope, letter, mayDot),
    quit: () => wire.quit(goodbyeMs),
  };
}

class SessionPool {
  readonly #most: number;
  readonly #connect: () => Promise<Session>;
  readonly #idle: { session: Session; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #lent = 0;

  constructor(most: number, connect: () => Promise<Session>) {
    this.#most = most;
    this.#connect = connect;
  }

  async borrow(signal: AbortSignal): Promise<Session> {
    while (this.#lent >= this.#most) await this.#turn(signal);
    signal.throwIfAborted();
    this.#lent++;
    try {
      return this.#takeIdle() ?? (await this.#connect());
    } catch (error) {
      this.#free();
      throw error;
    }
  }

  giveBack(session: Session): void {
    this.#free();
    if (!session.open) return;
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((one) => one.session === session),
        1,
      );
      void session.quit();
    }, idleMs);
    this.#idle.push({ session, timer });
  }

  async close(): Promise<void> {
    const sessions = this.#idle.splice(0);
    for (const { timer } of sessions) clearTimeout(timer);
    await Promise.all(sessions.map(({ session }) => session.quit()));
  }

  #takeIdle(): Session | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (idle.session.open) return idle.session;
    }
    return undefined;
  }

  #free(): void {
    this.#lent--;
    this.#waiting.shift()?.();
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        const at = this.#waiting.indexOf(go);
        if (at !== -1) this.#waiting.splice(at, 1);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}
