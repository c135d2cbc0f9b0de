/** The heart of the outbox: claimed letters to the relay over several connections, every outcome to the ledger. */
import type { IssueId, LetterId } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import type { Patience } from './back-off.ts';
import { type Desk, openDesk } from './desk.ts';
import type { ClaimedLetter, LetterOutcome } from './ledger.ts';
import { judge, returned } from './outcome.ts';
import { persist } from './persist.ts';
import { type Envelope, type Relay, RelayFault, RelayRest, type RelaySession } from './relay.ts';
import { providerTrouble } from './relay-signs.ts';
import type { Receipt } from './reply.ts';
import { type Claimed, openSupply, type Supply } from './supply.ts';

export type DeliverNeeds = {
  readonly relay: Relay;
  /** The ledger as one run sees it: what it writes carries the run, and is void when its lease has ended. */
  readonly ledger: {
    /** The next letters in line of this run's batches; none when there are none now. */
    readonly claim: (limit: number) => Promise<Claimed>;
    readonly record: (
      asked: readonly LetterId[],
      outcomes: readonly LetterOutcome[],
    ) => Promise<ReadonlySet<LetterId>>;
    readonly renew: () => Promise<void>;
    /** Everything that the run took is settled or given back. */
    readonly end: () => Promise<void>;
    readonly pause: (issue: IssueId, reason: string) => Promise<void>;
    /** This provider's letters go slower for a while, in every process. */
    readonly slowDown: (provider: Provider, said: string) => Promise<void>;
  };
  readonly build: (letter: ClaimedLetter) => Promise<BuiltLetter>;
  readonly time: Time;
  readonly patience: Patience;
};

export type BuiltLetter =
  | { readonly kind: 'built'; readonly envelope: Envelope; readonly bytes: readonly Buffer[] }
  /** No letter can be written to this address. */
  | { readonly kind: 'impossible'; readonly reason: string };
export type Time = {
  readonly now: () => Date;
  /** Ends early, without an error, when the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export type Delivery = {
  readonly issueId: IssueId;
  readonly leaseMs: number;
  /** Waits between attempts to reach the relay; when they are used up, the work stops and says so. */
  readonly reconnectDelaysMs: readonly number[];
};

/** Attempts of this run by outcome; a letter given back counts as pending. */
export type DeliveryReport = {
  readonly outcomes: Readonly<Record<LetterOutcome['state'], number>>;
  /** Why this run paused the send, or null. */
  readonly paused: string | null;
  /** Set when every relay has had its letters of the day. */
  readonly rest: { readonly reason: string; readonly until: Date } | null;
};

/** So many refusals in a row, and not one letter taken: it is not the readers. */
const refusalsBeforePause = 50;

/**
 * Sends what can be claimed until nothing can, the signal aborts or the send is paused. Throws RelayFault or
 * LedgerFault; whatever happened, every letter is settled, back in line, or marked as the doubt it is.
 */
export async function deliver(
  needs: DeliverNeeds,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<DeliveryReport> {
  const work = openWork(needs, delivery, signal);
  const heartbeat = beat(needs, delivery, work.stop.signal);
  const lanes = Array.from({ length: needs.relay.connections }, () => lane(needs, work));
  const ends = await Promise.allSettled(lanes);
  for (const letter of await work.supply.close()) work.desk.tell(returned(letter));
  work.stop.abort();
  await heartbeat;
  await work.desk.settled();
  // A run that is not ended here ends with its lease.
  await needs.ledger.end().catch(() => undefined);
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  // One connection less is a slower send; all of them gone is a fault.
  if (faults.length < ends.length) return { outcomes: work.outcomes, paused: work.paused, rest: null };
  const rest = faults.find((fault) => fault instanceof RelayRest);
  if (rest === undefined) throw faults[0];
  return {
    outcomes: work.outcomes,
    paused: work.paused,
    rest: { reason: rest.message, until: rest.until },
  };
}

type Work = {
  readonly desk: Desk;
  readonly supply: Supply;
  readonly stop: AbortController;
  readonly outcomes: Record<LetterOutcome['state'], number>;
  readonly issueId: IssueId;
  readonly reconnectDelaysMs: readonly number[];
  paused: string | null;
};

function openWork(
  { ledger, relay, time }: DeliverNeeds,
  { issueId, reconnectDelaysMs }: Delivery,
  signal: AbortSignal,
): Work {
  const stop = new AbortController();
  if (signal.aborted) stop.abort();
  else signal.addEventListener('abort', () => stop.abort(), { once: true, signal: stop.signal });
  return {
    desk: openDesk({
      record: ledger.record,
      wait: (ms) => time.wait(ms),
    }),
    supply: openSupply(
      (limit) => persist(() => ledger.claim(limit), time.wait),
      Math.max(20, relay.connections * 4),
      (ms) => time.wait(ms, stop.signal),
      stop.signal,
    ),
    stop,
    outcomes: { accepted: 0, deferred: 0, refused: 0, unknown: 0, given_up: 0, pending: 0 },
    issueId,
    reconnectDelaysMs,
    paused: null,
  };
}

/** One connection's life: session, letter, receipt, next. */
async function lane(needs: DeliverNeeds, work: Work): Promise<void> {
  let session: RelaySession | undefined;
  try {
    while (!work.stop.signal.aborted) {
      // Nobody keeps a session while there is nothing to send over it.
      if (session && !work.supply.ready()) {
        needs.relay.giveBack(session);
        session = undefined;
      }
      if (!(await work.supply.reserve())) break;
      session = await usable(needs, work, session);
      const letter = work.supply.take();
      if (session && letter) await handOver(needs, work, session, letter);
      else if (letter) work.desk.tell(returned(letter));
      const fault = work.desk.fault();
      if (fault) throw fault;
    }
  } finally {
    if (session) needs.relay.giveBack(session);
  }
}

/** The session while it is open, else another one; undefined when the work was stopped meanwhile. */
async function usable(
  needs: DeliverNeeds,
  work: Work,
  session: RelaySession | undefined,
): Promise<RelaySession | undefined> {
  if (session?.open) return session;
  if (session) needs.relay.giveBack(session);
  try {
    return await openSession(needs, work);
  } catch (error) {
    work.supply.release();
    throw error;
  }
}

/** Undefined when the work was stopped meanwhile. */
async function openSession(
  { relay, time }: DeliverNeeds,
  { stop: { signal }, reconnectDelaysMs }: Work,
): Promise<RelaySession | undefined> {
  for (const delay of [...reconnectDelaysMs, null]) {
    try {
      return await relay.borrow(signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (delay === null || !(error instanceof RelayFault) || error.permanent) throw error;
      await time.wait(delay, signal);
    }
  }
  return undefined;
}

async function handOver(
  needs: DeliverNeeds,
  work: Work,
  session: RelaySession,
  letter: ClaimedLetter,
): Promise<void> {
  const letterBuilt = await built(needs, work, letter);
  const receipt: Receipt =
    letterBuilt.kind === 'impossible'
      ? letterBuilt
      : await session.transact(letterBuilt.envelope, letterBuilt.bytes, () => work.desk.ask(letter.id));
  const { outcome, pause } = judge(letter, receipt, needs.patience, needs.time.now());
  work.desk.tell(outcome);
  work.outcomes[outcome.state]++;
  const slower = providerTrouble(receipt);
  if (slower !== null) await needs.ledger.slowDown(letter.provider, slower).catch(() => undefined);
  const reason = pause ?? tooManyRefusals(work.outcomes, outcome);
  if (reason !== null && work.paused === null) {
    work.paused = reason;
    work.stop.abort();
    await needs.ledger.pause(work.issueId, reason);
  }
}

/** A letter that cannot be built is a fault of ours: it goes back in line, and the work stops with the error. */
async function built({ build }: DeliverNeeds, work: Work, letter: ClaimedLetter): Promise<BuiltLetter> {
  try {
    return await build(letter);
  } catch (error) {
    work.desk.tell(returned(letter));
    throw error;
  }
}

function tooManyRefusals(outcomes: Work['outcomes'], last: LetterOutcome): string | null {
  if (last.state !== 'refused' || outcomes.accepted > 0 || outcomes.refused < refusalsBeforePause)
    return null;
  const said = [last.code, last.enhanced, last.text].filter((part) => part !== null).join(' ');
  return `The relay refused each of the first ${outcomes.refused} letters, the last with: ${said}. See why, then resume.`;
}

/** Renews the leases while the work lasts; a failure shows at the desk, where it matters. */
async function beat(
  { ledger, time }: DeliverNeeds,
  { leaseMs }: Delivery,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await time.wait(leaseMs / 3, signal);
    if (!signal.aborted) await ledger.renew().catch(() => undefined);
  }
}
