/** What sending costs while it runs: time at the relay, at the ledger and at building, so that somebody can say why not faster. */
import type { DeliverNeeds } from './deliver-needs.ts';
import type { LetterOutcome } from './ledger.ts';
import type { Relay, RelaySession } from './relay.ts';

/** How one process sends one issue now; times are means per letter in milliseconds over the last seconds. */
export type Pulse = {
  /** Sessions lent now, and how many there may be. */
  readonly connections: number;
  readonly most: number;
  /** Letters that came to an outcome, per second. */
  readonly perSecond: number;
  /** From the envelope to the last reply, the wait for the commit included. */
  readonly relayMs: number;
  /** From asking for the dot to the commit; it runs while the letter travels. */
  readonly ledgerMs: number;
  readonly buildMs: number;
  /** Share of its sessions' time without a letter, from 0 to 1. */
  readonly idle: number;
  /** Seconds since the relay last answered anything; null before the first answer. */
  readonly silentSeconds: number | null;
};

export type Meter = {
  /** The same needs, measured. */
  readonly measured: (needs: DeliverNeeds) => DeliverNeeds;
  /** The pulse over the last reads, and whether a letter was settled since the one before. */
  readonly read: () => { readonly pulse: Pulse; readonly moved: boolean };
};

/** Over so many reads a pulse is taken: one slow second is not news. */
const readsKept = 5;

type Sums = {
  /** Handed to a session. */
  letters: number;
  /** Written as come to an outcome. */
  settled: number;
  relayMs: number;
  ledgerMs: number;
  buildMs: number;
  sessionMs: number;
  ms: number;
};

/** now in milliseconds, of any origin. */
export function openMeter(now: () => number): Meter {
  const state = {
    sums: noSums(),
    kept: [] as Sums[],
    connections: 0,
    most: 0,
    countedAt: now(),
    answeredAt: null as number | null,
  };
  /** Session time is counted up to now before the number of sessions changes. */
  const count = () => {
    const at = now();
    state.sums.sessionMs += state.connections * (at - state.countedAt);
    state.sums.ms += at - state.countedAt;
    state.countedAt = at;
  };
  const change = (by: number) => {
    count();
    state.connections += by;
  };
  return {
    measured: (needs) => {
      state.most = needs.relay.connections;
      return {
        ...needs,
        relay: measuredRelay(needs.relay, change, state, now),
        ledger: { ...needs.ledger, record: measuredRecord(needs.ledger.record, state) },
        build: measuredBuild(needs.build, state, now),
      };
    },
    read: () => {
      count();
      const moved = state.sums.settled > 0;
      state.kept = [...state.kept, state.sums].slice(-readsKept);
      state.sums = noSums();
      const { connections, most, answeredAt } = state;
      const silentSeconds = answeredAt === null ? null : Math.round((now() - answeredAt) / 1000);
      return { pulse: { connections, most, ...means(state.kept), silentSeconds }, moved };
    },
  };
}

type State = { readonly sums: Sums; answeredAt: number | null };

function measuredRelay(relay: Relay, change: (by: number) => void, state: State, now: () => number): Relay {
  /** Ours by the relay's: the relay wants its own sessions back. */
  const lent = new Map<RelaySession, RelaySession>();
  return {
    ...relay,
    borrow: async (signal, ability) => {
      const session = await relay.borrow(signal, ability);
      change(1);
      const measured = measuredSession(session, state, now);
      lent.set(measured, session);
      return measured;
    },
    giveBack: (measured) => {
      change(-1);
      relay.giveBack(lent.get(measured) ?? measured);
      lent.delete(measured);
    },
    refuses: (measured, reason) => relay.refuses(lent.get(measured) ?? measured, reason),
  };
}

function measuredSession(session: RelaySession, state: State, now: () => number): RelaySession {
  return {
    get open() {
      return session.open;
    },
    get barren() {
      return session.barren;
    },
    transact: async (envelope, letter, mayDot, following) => {
      const begun = now();
      const measured = async () => {
        const asked = now();
        return mayDot().finally(() => {
          state.sums.ledgerMs += now() - asked;
        });
      };
      const receipt = await session.transact(envelope, letter, measured, following);
      state.sums.letters++;
      state.sums.relayMs += now() - begun;
      if (receipt.kind === 'replied') state.answeredAt = now();
      return receipt;
    },
  };
}

type Write = DeliverNeeds['ledger']['record'];

function measuredRecord(record: Write, state: State): Write {
  return async (asked, outcomes) => {
    const granted = await record(asked, outcomes);
    for (const outcome of outcomes) if (moves(outcome)) state.sums.settled++;
    return granted;
  };
}

/** A letter that was put off because its line is lost again and again came no further: with such letters alone, a send stands still. */
function moves({ state, lost }: LetterOutcome): boolean {
  return state !== 'pending' && (state === 'given_up' || !lost);
}

function measuredBuild(build: DeliverNeeds['build'], state: State, now: () => number): DeliverNeeds['build'] {
  return async (letter) => {
    const begun = now();
    return build(letter).finally(() => {
      state.sums.buildMs += now() - begun;
    });
  };
}

function noSums(): Sums {
  return { letters: 0, settled: 0, relayMs: 0, ledgerMs: 0, buildMs: 0, sessionMs: 0, ms: 0 };
}

function means(
  kept: readonly Sums[],
): Pick<Pulse, 'perSecond' | 'relayMs' | 'ledgerMs' | 'buildMs' | 'idle'> {
  const total = noSums();
  for (const sums of kept) for (const key of Object.keys(total) as (keyof Sums)[]) total[key] += sums[key];
  const perLetter = (ms: number) => (total.letters === 0 ? 0 : round(ms / total.letters));
  const busy = total.relayMs + total.buildMs;
  return {
    perSecond: total.ms === 0 ? 0 : round((1000 * total.settled) / total.ms),
    relayMs: perLetter(total.relayMs),
    ledgerMs: perLetter(total.ledgerMs),
    buildMs: perLetter(total.buildMs),
    idle: total.sessionMs === 0 ? 0 : round(Math.max(0, 1 - busy / total.sessionMs)),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
