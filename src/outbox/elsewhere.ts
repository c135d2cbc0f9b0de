/** A letter that needs what its relay does not offer: another relay may, and is asked before the letter is refused. */
import { type Relay, RelayFault, RelayRest, type RelaySession } from './relay.ts';
import type { Ability, Receipt } from './reply.ts';

/** Behind one name there may be several servers that do not offer the same. */
const mostTries = 5;
/** Milliseconds until the letter goes back in line: all sessions of the other relay may have letters enough. */
const mostWaitMs = 30_000;

/**
 * Changes the session in hand for one of a relay that may have the ability, and offers the letter there. Undefined: none has
 * it. A relay that may have it and cannot be reached is a line that was lost: the letter waits for it.
 */
export async function offerElsewhere(
  relay: Relay,
  ability: Ability,
  hands: { session: RelaySession | undefined },
  offer: (session: RelaySession) => Promise<Receipt>,
  signal: AbortSignal,
): Promise<Receipt | undefined> {
  const tooLong = AbortSignal.timeout(mostWaitMs);
  for (let tries = 0; tries < mostTries && relay.mayOffer(ability); tries++) {
    if (hands.session) relay.giveBack(hands.session);
    hands.session = undefined;
    try {
      hands.session = await relay.borrow(AbortSignal.any([signal, tooLong]), ability);
    } catch (error) {
      if (signal.aborted) return { kind: 'withheld' };
      return notReached(tooLong.aborted ? noRoom : error);
    }
    const receipt = await offer(hands.session);
    if (receipt.kind !== 'impossible') return receipt;
  }
  return undefined;
}

const noRoom = new RelayFault('The relay that may offer it had no session to spare.', false);

/** Throws what is not the relay's. */
function notReached(error: unknown): Receipt {
  if (!(error instanceof RelayFault || error instanceof RelayRest)) throw error;
  return { kind: 'lost', dot: 'not_written', reason: error.message };
}
