/** Says what troubles a queue or a worker, once and not with every attempt: a server that is away is asked each second. */
import type { JobLog } from './steps.ts';

/** The same sentence is said again after this long, in milliseconds. */
const silence = 60_000;

/** What BullMQ calls a queue or a worker, as far as its troubles go. */
type Troubled = {
  readonly name: string;
  readonly closing: Promise<void> | undefined;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
};

/** Connections that break while they are being closed are no trouble. */
export function reportTrouble(troubled: Troubled, log: JobLog): void {
  const said = new Map<string, number>();
  troubled.on('error', ({ message }) => {
    const now = Date.now();
    if (troubled.closing || now - (said.get(message) ?? 0) < silence) return;
    // Messages may carry job ids: what was said long ago must not be kept for ever.
    if (said.size > 100) said.clear();
    said.set(message, now);
    log.warn({ queue: troubled.name, reason: message }, 'queue trouble, tried again until it answers');
  });
}
