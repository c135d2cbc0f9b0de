/** Goes on with sends that stand still, where pages have a relay: without a worker nobody else would. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Period } from '../audience/ids.ts';
import { stuckSends } from '../world/db/pulses.ts';
import type { World } from '../world/world.ts';
import type { Sending } from './sending.ts';

/** How often it looks, and for how long nothing has moved by then, in milliseconds: workers look more often and come first. */
const usual = { everyMs: 60_000, stillMs: 60_000 };
/** What a test may shorten, or put off. */
export type LookTimes = typeof usual;

export type GoingOnNeeds = Pick<Sending, 'sweep'> & {
  /** Sends in this process, and returns at once. */
  readonly goOn: (newsletter: string, period: Period) => void;
};

/** Until the signal aborts. Nobody gets a letter twice: what others hold is theirs by a lease. */
export function goOnWithSends(
  { database: { pool }, log }: Pick<World, 'database' | 'log'>,
  { sweep, goOn }: GoingOnNeeds,
  signal: AbortSignal,
  { everyMs, stillMs }: LookTimes = usual,
): void {
  const tell = (error: unknown) =>
    log.error({ reason: String(error) }, 'sends that stand still could not be looked after');
  const look = async () => {
    // One that cannot be swept is no reason to leave the others standing.
    await sweep().catch(tell);
    for (const { newsletter, period, attended } of await stuckSends(pool, stillMs / 1000)) {
      if (attended) continue;
      log.info({ newsletter, period }, 'a send that stood still goes on here');
      goOn(newsletter, period);
    }
  };
  const keepLooking = async () => {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await look().catch(tell);
    }
  };
  void keepLooking();
}
