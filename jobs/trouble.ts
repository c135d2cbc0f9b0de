/** Says what troubles a queue or a worker, once and not with every attempt: a server that is away is asked each second. */
import type { JobLog } from './steps.ts';

/** The same sentence is said again after this long, in milliseconds. */
const silence = 60_000;

/** A listener for BullMQ's `error` event. */
export function reportTrouble(queue: string, log: JobLog): (error: Error) => void {
  const said = new Map<string, number>();
  return ({ message }) => {
    const now = Date.now();
    if (now - (said.get(message) ?? 0) < silence) return;
    // Messages may carry job ids: what was said long ago must not be kept for ever.
    if (said.size > 100) said.clear();
    said.set(message, now);
    log.warn({ queue, reason: message }, 'queue trouble, tried again until it answers');
  };
}
