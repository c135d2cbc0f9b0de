/** One worker: takes jobs of one kind, says their sentence, and stops without leaving a letter half said. */
import { type IQueueBackend, Worker } from 'bullmq';
import { endsWithin } from './ends-within.ts';
import { sayable } from './failure.ts';
import type { JobKind } from './job.ts';
import type { Backend } from './queue.ts';
import type { JobLog, Steps } from './steps.ts';
import { reportTrouble } from './trouble.ts';

export type RunningWorker = {
  readonly queue: string;
  readonly isRunning: () => boolean;
  /** No new jobs; those at work are told to come to an end, and waited for. */
  readonly stop: () => Promise<void>;
};

type JobWorker = Worker<object, object, string, IQueueBackend, number, unknown>;

/**
 * A job that runs twice does no harm, the ledger sees to that; so a lock is short, and a job whose process was killed
 * is taken up again within a minute and a half, however often that happens (BullMQ's own limit is once).
 */
const stalling = { lockDuration: 60_000, stalledInterval: 30_000, maxStalledCount: 1_000 };
/** What a test may shorten, in milliseconds. */
export type Locks = { readonly lockDuration: number; readonly stalledInterval: number };

/** How long jobs at work may take to come to an end, and a queue that is away to be left, in milliseconds. */
const patience = { jobs: 20_000, queue: 2_000 };

type WorkerNeeds = {
  readonly backend: Backend;
  readonly steps: Steps;
  readonly log: JobLog;
  readonly locks?: Locks | undefined;
};

export function startWorker(kind: JobKind, { backend, steps, log, locks }: WorkerNeeds): RunningWorker {
  const atWork = new Set<Promise<object>>();
  const worker: JobWorker = new Worker(
    kind.queue,
    // Three named parameters: BullMQ counts them, and hands a signal only to a function that names it.
    async (job, _token, signal) => {
      const work = kind.run(steps, job.data, signal ?? new AbortController().signal);
      atWork.add(work);
      const outcome = await work
        .finally(() => atWork.delete(work))
        .catch((error) => {
          throw sayable(error);
        });
      log.debug({ job: job.name, id: job.id, outcome }, 'job done');
      return outcome;
    },
    { connection: backend.connection, concurrency: kind.concurrency, ...stalling, ...locks },
    backend.factory,
  );
  reportTrouble(worker, log);
  worker.on('failed', (job, error) =>
    log.warn({ job: job?.name, id: job?.id, payload: job?.data, reason: error.message }, 'job failed'),
  );
  // Another worker may take the job now: this one must stop claiming letters.
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'its lock was lost');
  });
  return {
    queue: kind.queue,
    isRunning: () => worker.isRunning(),
    stop: async () => {
      const closed = worker.close();
      worker.cancelAllJobs('the program stops');
      await endsWithin(patience.jobs, Promise.allSettled(atWork));
      // A queue that is away cannot be told that the jobs ended: it will find out by their locks.
      if (!(await endsWithin(patience.queue, closed))) await endsWithin(patience.queue, worker.disconnect());
    },
  };
}
