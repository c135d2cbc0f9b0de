/** A worker of a test paper in a process of its own, which can be stopped and woken; run as a program it is that worker. */
import { type ChildProcess, fork } from 'node:child_process';
import { startWorkers } from '../../jobs/workers.ts';
import { connectDatabase } from '../../src/world/db/database.ts';
import { queueBackend } from '../../src/world/queue/backend.ts';
import { silent, stepsWith } from './queue-steps.ts';
import { sampleNewsletter, shortTimes, startProcess } from './sender.ts';

/** BullMQ hands a job on when its lock is so old. */
export const shortLocks = { lockDuration: 400, stalledInterval: 200 };

export type WorkerProcess = AsyncDisposable & {
  /** Batches that it was handed, in order. */
  readonly batches: readonly number[];
  /** From here on nothing of it runs, its timers included. */
  readonly block: () => void;
  readonly goOn: () => void;
};

type Said = { readonly batch: number };

export function startWorkerProcess(databaseUrl: string, relayUrl: string, redisUrl: string): WorkerProcess {
  const child: ChildProcess = fork(import.meta.filename, [databaseUrl, relayUrl, redisUrl], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const batches: number[] = [];
  child.on('message', ({ batch }: Said) => void batches.push(batch));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    batches,
    block: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const [url = '', relayUrl = '', redisUrl = ''] = process.argv.slice(2);
  const newsletter = await sampleNewsletter('lhebdo');
  const database = connectDatabase(url, { connections: 5, onError: () => {} });
  const one = startProcess({ database, newsletter, rung: [], relayUrl }, shortTimes, 4);
  const steps = stepsWith({
    sendBatch: (issue, batch, signal) => {
      process.send?.({ batch } satisfies Said);
      return one.sendBatch(issue, batch, signal);
    },
  });
  const backend = await queueBackend({ kind: 'redis', url: redisUrl }, '');
  startWorkers({ backend, steps, log: silent, concurrency: 1, sends: true, locks: shortLocks });
  process.on('disconnect', () => process.exit());
}
