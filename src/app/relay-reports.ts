/** Joins relays and status: while a process sends, it tells the database how its relays stand. */
import { randomUUID } from 'node:crypto';
import type { Relay } from '../outbox/relay.ts';
import type { Asking } from '../world/db/database.ts';
import { keepStandings } from '../world/db/relays.ts';
import type { World } from '../world/world.ts';

const everyMs = 2000;
const toldBy = new WeakMap<Relay, { readonly process: string; at: number }>();

/** Tells when the last time is some seconds ago, or at once where asked. Never throws: it is for people, and letters must not wait for it. */
export function reporting(pool: Asking, log: World['log'], relay: Relay) {
  const last = toldBy.get(relay) ?? { process: randomUUID(), at: 0 };
  toldBy.set(relay, last);
  return async (atOnce = false): Promise<void> => {
    if (!atOnce && Date.now() - last.at < everyMs) return;
    last.at = Date.now();
    await keepStandings(pool, last.process, relay.standing()).catch((error: unknown) =>
      log.debug({ reason: String(error) }, 'how the relays stand could not be told'),
    );
  };
}
