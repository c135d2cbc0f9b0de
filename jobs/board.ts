/** The queue's board: what waits, works, failed, and the schedules, for operators. It shows ids, never readers. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Queue } from 'bullmq';
import type { Hono } from 'hono';
import { endsWithin } from './ends-within.ts';
import { jobKinds } from './kinds.ts';
import { type Backend, openQueue } from './queue.ts';
import type { JobLog } from './steps.ts';

export type Board = AsyncDisposable & { readonly pages: Hono };

/** How long a queue that is away may take to be left, in milliseconds. */
const patience = 2_000;

/** path: where its pages are mounted, without a trailing slash. Jobs may run twice, so nothing on it can do harm for long. */
export function openBoard(backend: Backend, log: JobLog, path: string): Board {
  const queues = jobKinds.map(({ queue }) => openQueue(queue, backend, log));
  const serverAdapter = new HonoAdapter(serveStatic);
  serverAdapter.setBasePath(path);
  createBullBoard({
    // Its types name Redis alone; it asks PostgreSQL as well.
    queues: queues.map((queue) => new BullMQAdapter(queue as unknown as Queue)),
    serverAdapter,
    // Without a logo beside the name, which would be read twice.
    options: { uiConfig: { boardTitle: 'Hebdo', boardLogo: { path: '' } } },
  });
  return {
    pages: serverAdapter.registerPlugin(),
    [Symbol.asyncDispose]: async () => {
      await endsWithin(patience, Promise.allSettled(queues.map((queue) => queue.close())));
    },
  };
}
