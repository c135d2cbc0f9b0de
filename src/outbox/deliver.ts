/** The heart of the outbox: claimed letters to the relay over several connections, every outcome to the ledger. */
import type { DeliverNeeds, Delivery, DeliveryReport, Rest } from './deliver-needs.ts';
import { openDesk } from './desk.ts';
import { lane } from './lane.ts';
import { giveBack, type Work } from './lane-work.ts';
import { persist } from './persist.ts';
import { RelayFault, RelayRest } from './relay.ts';
import { openSupply } from './supply.ts';

/**
 * Sends what can be claimed until nothing can, the signal aborts or the send is paused. Throws LedgerFault, what building a
 * letter threw, or RelayFault where letters came back unsent; whatever happened, every letter is settled, back in line, or
 * marked as the doubt it is.
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
  const stopped = work.stop.signal.aborted;
  for (const letter of await work.supply.close()) giveBack(work, letter);
  work.stop.abort();
  await heartbeat;
  await work.desk.settled();
  // A run that is not ended here ends with its lease.
  await needs.ledger.end().catch(() => undefined);
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const rest = restAfter(faults, work.back.size > 0 && !stopped);
  return { outcomes: work.outcomes, paused: work.paused, rest };
}

/**
 * One connection less is a slower send, unless nobody else sent the letters: then its fault is the work's. How many other
 * lanes ended without one says nothing: with few letters they only found nothing to do.
 */
function restAfter(faults: readonly unknown[], unsent: boolean): Rest | null {
  const isRelays = (fault: unknown) => fault instanceof RelayFault || fault instanceof RelayRest;
  for (const fault of faults) if (!isRelays(fault)) throw fault;
  if (faults.length === 0 || !unsent) return null;
  const rest = faults.find((fault) => fault instanceof RelayRest);
  if (rest === undefined) throw faults[0];
  return { reason: rest.message, until: rest.until };
}

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
      // Half of the lanes wait for a commit while the others travel.
      enough: Math.ceil(relay.connections / 2),
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
    back: new Set(),
    paused: null,
  };
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
