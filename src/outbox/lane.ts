/** One connection's work: a session, and one letter after another over it, the next one built while one travels. */
import type { DeliverNeeds } from './deliver-needs.ts';
import type { Statement } from './desk.ts';
import { offerElsewhere } from './elsewhere.ts';
import { giveBack, stopFor, tooManyRefusals, type Work } from './lane-work.ts';
import type { ClaimedLetter } from './ledger.ts';
import { type Judgement, judge } from './outcome.ts';
import { builtOrReturned, type Prepared, prepare } from './prepared.ts';
import { RelayFault, type RelaySession } from './relay.ts';
import { providerTrouble } from './relay-signs.ts';
import type { Ability, Receipt } from './reply.ts';

/** What a lane holds: its session, the letter that comes next, and the statement of the last outcome. */
type Hands = {
  session: RelaySession | undefined;
  next: Prepared | undefined;
  told: Statement | undefined;
};

/** Until nothing can be claimed or the work stops; throws RelayFault, LedgerFault or what building a letter threw. */
export async function lane(needs: DeliverNeeds, work: Work): Promise<void> {
  const hands: Hands = { session: undefined, next: undefined, told: undefined };
  try {
    while (!work.stop.signal.aborted) {
      if (!(await takeUp(needs, work, hands))) break;
      await sendNext(needs, work, hands);
      const fault = work.desk.fault();
      if (fault) throw fault;
    }
  } finally {
    if (hands.next) giveBack(work, hands.next.letter);
    if (hands.session) needs.relay.giveBack(hands.session);
  }
}

/** A letter and a session in hand; false when there is nothing left to send, or the work was stopped. */
async function takeUp(needs: DeliverNeeds, work: Work, hands: Hands): Promise<boolean> {
  if (hands.next) {
    hands.session = await usable(needs, work, hands);
    return hands.session !== undefined;
  }
  // Nobody keeps a session while there is nothing to send over it.
  if (!work.supply.ready()) drop(needs, hands);
  if (!(await work.supply.reserve())) return false;
  try {
    hands.session = await usable(needs, work, hands);
  } catch (error) {
    work.supply.release();
    throw error;
  }
  hands.next = prepare(needs, work, work.supply.take());
  return hands.session !== undefined && hands.next !== undefined;
}

function drop({ relay }: DeliverNeeds, hands: Hands): void {
  if (hands.session) relay.giveBack(hands.session);
  hands.session = undefined;
}

/** The session while it is open, else another one; undefined when the work was stopped meanwhile. */
async function usable(needs: DeliverNeeds, work: Work, hands: Hands): Promise<RelaySession | undefined> {
  if (hands.session?.open) return hands.session;
  drop(needs, hands);
  return openSession(needs, work);
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

/** The letter in hand to its outcome, while the next one is built. */
async function sendNext(needs: DeliverNeeds, work: Work, hands: Hands): Promise<void> {
  const { session, next: current } = hands;
  if (session === undefined || current === undefined) return;
  hands.next = undefined;
  const { letter } = current;
  const ready = await builtOrReturned(work, letter, current.built);
  const next = prepare(needs, work, work.supply.takeReady());
  hands.next = next;
  const mayDot = () => work.desk.ask(letter, hands.told);
  const following = () => (next?.now?.kind === 'built' ? next.now : undefined);
  let receipt: Receipt =
    ready.kind === 'impossible'
      ? ready
      : await session.transact(ready.envelope, ready.bytes, mayDot, following);
  if (ready.kind === 'built' && receipt.kind === 'impossible' && receipt.lacks !== undefined) {
    const offer = (other: RelaySession) => other.transact(ready.envelope, ready.bytes, mayDot, following);
    receipt = (await byAnother(needs, work, hands, letter, receipt.lacks, offer)) ?? receipt;
  }
  const { outcome, pause } = tell(needs, work, hands, letter, receipt);
  const slower = providerTrouble(receipt);
  if (slower !== null) await needs.ledger.slowDown(letter.provider, slower).catch(() => undefined);
  const reason = saidByAll(needs, work, hands, pause) ?? tooManyRefusals(work.outcomes, outcome);
  if (reason !== null && work.paused === null) await stopFor(needs, work, reason);
  if (hands.session === undefined || hands.session.barren) await leaveInPeace(needs, work, hands, letter);
}

/** Over a session of a relay that offers what this one lacks; undefined: there is none. */
async function byAnother(
  { relay }: DeliverNeeds,
  work: Work,
  hands: Hands,
  letter: ClaimedLetter,
  ability: Ability,
  offer: (other: RelaySession) => Promise<Receipt>,
): Promise<Receipt | undefined> {
  try {
    return await offerElsewhere(relay, ability, hands, offer, work.stop.signal);
  } catch (error) {
    giveBack(work, letter);
    throw error;
  }
}

function tell(
  { patience, time }: DeliverNeeds,
  work: Work,
  hands: Hands,
  letter: ClaimedLetter,
  receipt: Receipt,
): Judgement {
  const judgement = judge(letter, receipt, patience, time.now());
  const { state } = judgement.outcome;
  hands.told = work.desk.tell(judgement.outcome);
  work.outcomes[state]++;
  // What the ledger withheld is for the ledger to say: its reader left, or the send was paused.
  if (state === 'pending' && receipt.kind !== 'withheld') work.back.add(letter.id);
  return judgement;
}

/** What one relay holds against us is no reason to stop while there is another one that has not said so. */
function saidByAll(
  { relay }: DeliverNeeds,
  work: Work,
  { session }: Hands,
  pause: string | null,
): string | null {
  if (pause === null || session === undefined || work.paused !== null) return null;
  return relay.refuses(session, pause) ? null : pause;
}

/** A relay that lets us in and answers nothing would be asked without end: longer each time the letter met that. */
async function leaveInPeace(
  needs: DeliverNeeds,
  { reconnectDelaysMs: delays, stop }: Work,
  hands: Hands,
  { losses }: ClaimedLetter,
): Promise<void> {
  drop(needs, hands);
  await needs.time.wait(delays[Math.min(losses, delays.length - 1)] ?? 0, stop.signal);
}
