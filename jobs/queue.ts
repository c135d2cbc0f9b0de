/** How a queue is opened on the backend that was handed in. */
import { type BackendFactory, type IQueueBackend, Queue } from 'bullmq';
import type { JobLog } from './steps.ts';
import { reportTrouble } from './trouble.ts';

/** BullMQ's last constructor argument and the connection that belongs to it: Redis or PostgreSQL. */
export type Backend = {
  readonly connection: unknown;
  readonly factory: BackendFactory<IQueueBackend, unknown>;
};

export type JobQueue = Queue<object, object, string, object, object, string, IQueueBackend, unknown>;

/** An unreachable server is an event to log: BullMQ tries again by itself. */
export function openQueue(name: string, { connection, factory }: Backend, log: JobLog): JobQueue {
  const queue: JobQueue = new Queue(name, { connection }, factory);
  reportTrouble(queue, log);
  return queue;
}
