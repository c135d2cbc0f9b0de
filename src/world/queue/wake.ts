/** Wakes workers for batches of letters. The queue is a bell: when it is out of order, the sweeper rings again. */
import type { IQueueBackend, Queue } from 'bullmq';
import { type BatchCall, batchJobId, batchQueue } from '../../outbox/wake.ts';
import type { Log } from '../log.ts';
import type { QueueBackend } from './backend.ts';

/** BullMQ holds the server while it adds: 20,000 in one call stopped Redis for 1.6 s. */
const atOnce = 1_000;
/** How long a send waits for the bell, in milliseconds. */
const patience = 10_000;

type BatchQueue = Queue<BatchCall, unknown, string, BatchCall, unknown, string, IQueueBackend, unknown>;

export type Wake = AsyncDisposable & {
  /** Adds what is not waiting or running already. Never throws: an unreachable queue is logged. */
  readonly addBatches: (issueId: number, batches: readonly number[]) => Promise<void>;
};

/** The connection opens with the first batch. */
export function openWake(backend: () => Promise<QueueBackend>, log: Log): Wake {
  let queue: Promise<BatchQueue> | undefined;
  const opened = () => {
    queue ??= backend().then((found) => connect(found, log));
    return queue;
  };
  return {
    addBatches: async (issueId, batches) => {
      try {
        const bell = await opened();
        for (let at = 0; at < batches.length; at += atOnce)
          await within(patience, bell.addBulk(jobs(issueId, batches.slice(at, at + atOnce))));
      } catch (error) {
        log.warn(
          { issue: issueId, batches: batches.length, reason: String(error) },
          'queue does not answer; the sweeper adds these batches again',
        );
      }
    },
    [Symbol.asyncDispose]: async () => {
      const bell = await queue?.catch(() => undefined);
      if (bell) await within(patience, bell.close()).catch(() => bell.disconnect());
    },
  };
}

async function connect({ connection, factory }: QueueBackend, log: Log): Promise<BatchQueue> {
  const { Queue } = await import('bullmq');
  const queue: BatchQueue = new Queue(batchQueue, { connection }, factory);
  queue.on('error', (error) => {
    if (!queue.closing) log.warn({ queue: batchQueue, reason: error.message }, 'queue trouble');
  });
  return queue;
}

/** Gone when done, in either way: a batch that has letters left can be added again under its id. */
function jobs(issueId: number, batches: readonly number[]) {
  return batches.map((batch) => ({
    name: batchQueue,
    data: { issueId, batch },
    opts: { jobId: batchJobId({ issueId, batch }), removeOnComplete: true, removeOnFail: true },
  }));
}

async function within<Value>(limit: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
