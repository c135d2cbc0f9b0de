/** The workers of one process, one for each kind of job, and the schedules they keep. */
import { endsWithin } from './ends-within.ts';
import { jobKinds } from './kinds.ts';
import type { Backend } from './queue.ts';
import { openSchedules } from './schedules.ts';
import { sendBatchJob } from './send-batch.ts';
import type { JobLog, Steps } from './steps.ts';
import { type Locks, startWorker } from './worker.ts';

export type WorkersNeeds = {
  readonly backend: Backend;
  readonly steps: Steps;
  readonly log: JobLog;
  /** Batches of letters at a time. */
  readonly concurrency: number;
  /** Whether this process has a relay. */
  readonly sends: boolean;
  readonly locks?: Locks;
};

export type Workers = AsyncDisposable & {
  /** Queues whose worker is not running, by name: nothing when all is well. */
  readonly stopped: () => readonly string[];
};

/** How often the schedules are looked after, in milliseconds: after this long an emptied Redis has them again. */
const lookAfter = 60_000;

/** Starts a worker for every kind of job that can be done here, and keeps the schedules. Dispose to stop: no new jobs, those at work finish. */
export function startWorkers({ backend, steps, log, concurrency, sends, locks }: WorkersNeeds): Workers {
  const doable = jobKinds.filter(({ needsRelay }) => sends || !needsRelay);
  const kinds = doable.map((kind) => (kind === sendBatchJob ? { ...kind, concurrency } : kind));
  const workers = kinds.map((kind) => startWorker(kind, { backend, steps, log, locks }));
  const schedules = openSchedules(backend, log);
  const keep = async () => {
    try {
      await schedules.keep(await steps.newsletters());
    } catch (error) {
      log.warn({ reason: String(error) }, 'schedules could not be looked after; tried again in a minute');
    }
  };
  // Not waited for: a queue that is away must not keep the site from opening.
  const first = keep();
  const timer = setInterval(keep, lookAfter);
  return {
    stopped: () => workers.filter((worker) => !worker.isRunning()).map((worker) => worker.queue),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await Promise.all(workers.map((worker) => worker.stop()));
      await endsWithin(
        2_000,
        first.then(() => schedules[Symbol.asyncDispose]()),
      );
    },
  };
}
