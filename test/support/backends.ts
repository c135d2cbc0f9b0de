/** Both places where the queue can live, each empty: the same tests run on each. */
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { type QueueBackend, queueBackend } from '../../src/world/queue/backend.ts';
import { createDatabase } from './database.ts';

/** A fresh backend each time it is called, by name, for `describe.each`. */
export const backends: readonly { name: string; open: () => Promise<QueueBackend> }[] = [
  { name: 'PostgreSQL', open: async () => queueBackend({ kind: 'postgres' }, await createDatabase()) },
  { name: 'Redis', open: async () => queueBackend({ kind: 'redis', url: await emptyRedis() }, '') },
];

let taken = 0;

/** Redis has sixteen numbered databases: eight for each of the run's two test processes. */
export async function emptyRedis(): Promise<string> {
  const index = (Number(process.env.VITEST_POOL_ID ?? 1) % 2) * 8 + (taken++ % 8);
  const url = `${inject('redisServer')}/${index}`;
  const client = new Redis(url);
  await client.flushdb();
  client.disconnect();
  return url;
}
