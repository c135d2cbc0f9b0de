/** The workers of one process: they take jobs, say their sentence, and stop without leaving a letter half said. */
import { type IQueueBackend, Worker } from 'bullmq';
import { draftJob } from './draft.ts';
import { gatherJob } from './gather.ts';
import type { JobKind } from './job.ts';
import type { Backend } from './queue.ts';
import { releaseJob } from './release.ts';
import { returnsJob } from './returns.ts';
import { openSchedules } from './schedules.ts';
import { sendBatchJob } from './send-batch.ts';
import type { JobLog, Steps } from './steps.ts';
import { sweepJob } from './sweep.ts';
import { reportTrouble } from './trouble.ts';

type JobWorker = Worker<object, object, string, IQueueBackend, number, unknown>;

export type WorkersNeeds = {
  readonly backend: Backend;
  readonly steps: Steps;
  readonly log: JobLog;
  /** Batches of letters at a time. */
  readonly concurrency: number;
};

export type Workers = AsyncDisposable & {
  /** Queues whose worker is not running, by name: nothing when all is well. */
  readonly stopped: () => readonly string[];
};

/** How long jobs at work may take to come to an end when the process stops, in milliseconds. */
const patience = 20_000;
/** How often the schedules are looked after, in milliseconds: after this long an emptied Redis has them again. */
const lookAfter = 60_000;

/** Starts a worker for every kind of job and keeps the schedules. Dispose to stop: no new jobs, those at work finish. */
export function startWorkers({ backend, steps, log, concurrency }: WorkersNeeds): Workers {
  const kinds = [gatherJob, draftJob, releaseJob, sweepJob, returnsJob, { ...sendBatchJob, concurrency }];
  const workers = kinds.map((kind) => startWorker(kind, { backend, steps, log }));
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
    stopped: () => workers.filter((worker) => !worker.isRunning()).map((worker) => worker.name),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await Promise.all(workers.map(stopWorker));
      await endsWithin(
        patience,
        first.then(() => schedules[Symbol.asyncDispose]()),
      );
    },
  };
}

/**
 * A job that runs twice does no harm, the ledger sees to that; so a lock is short, and a job whose process was killed
 * is taken up again within a minute and a half, however often that happens (BullMQ's own limit is once).
 */
const stalling = { lockDuration: 60_000, stalledInterval: 30_000, maxStalledCount: 1_000 };

function startWorker(kind: JobKind, { backend, steps, log }: Omit<WorkersNeeds, 'concurrency'>): JobWorker {
  const worker: JobWorker = new Worker(
    kind.queue,
    async (job, _token, signal) => {
      const outcome = await kind.run(steps, job.data, signal ?? new AbortController().signal);
      log.debug({ job: job.name, id: job.id, outcome }, 'job done');
      return outcome;
    },
    { connection: backend.connection, concurrency: kind.concurrency, ...stalling },
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
  return worker;
}

async function stopWorker(worker: JobWorker): Promise<void> {
  const closed = worker.close();
  worker.cancelAllJobs('the program stops');
  if (!(await endsWithin(patience, closed))) await worker.disconnect().catch(() => {});
}

/** Whether it came to its end in time; a failure is an end too. */
async function endsWithin(limit: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, limit, false);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
