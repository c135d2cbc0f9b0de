/** Makes BullMQ wait after a failed question: on PostgreSQL it asks again at once, thousands of times a second. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendFactory, IQueueBackend } from 'bullmq';

/** How long a worker rests after the server did not answer it, in milliseconds. */
const rest = 1_000;

/**
 * BullMQ rests only after errors that it knows from Redis; a PostgreSQL that restarts says «Connection terminated
 * unexpectedly» or 57P01, and a worker then span at full speed and wrote gigabytes of log.
 */
export function patient<Backend extends IQueueBackend, Connection>(
  factory: BackendFactory<Backend, Connection>,
): BackendFactory<Backend, Connection> {
  return (...place) => {
    const backend = factory(...place);
    const ask = backend.moveToActive.bind(backend);
    backend.moveToActive = (...question) =>
      ask(...question).catch(async (error: unknown) => {
        await sleep(rest);
        throw error;
      });
    return backend;
  };
}
