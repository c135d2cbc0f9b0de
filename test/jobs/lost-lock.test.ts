/** A batch whose lock was lost may be another worker's by now: whoever works on it is told to come to an end. */
import { Redis } from 'ioredis';
import { expect, it, vi } from 'vitest';
import { startWorkers } from '../../jobs/workers.ts';
import { queueBackend } from '../../src/world/queue/backend.ts';
import { openWake } from '../../src/world/queue/wake.ts';
import { emptyRedis } from '../support/backends.ts';
import { silent, stepsWith } from '../support/queue-steps.ts';

it('a batch that lost its lock is told to stop, though its worker goes on', async () => {
  const url = await emptyRedis();
  const backend = await queueBackend({ kind: 'redis', url }, '');
  const told: boolean[] = [];
  const sendBatch = async (_issue: number, _batch: number, signal: AbortSignal) => {
    const stopped = new Promise<void>((done) =>
      signal.addEventListener('abort', () => done(), { once: true }),
    );
    told.push(false);
    await stopped;
    told[0] = true;
    return {};
  };
  await using _workers = startWorkers({
    backend,
    steps: stepsWith({ sendBatch }),
    log: silent,
    concurrency: 1,
    sends: true,
    // Nobody looks for stalled jobs meanwhile: it is the lock alone that is lost.
    // Renewed each second and a half, so that a busy machine does not lose it before this test does.
    locks: { lockDuration: 3_000, stalledInterval: 600_000 },
  });
  await using wake = openWake(async () => backend, silent);
  await wake.addBatches(4, [0]);
  await vi.waitFor(() => expect(told).toEqual([false]), { timeout: 20_000 });
  const redis = new Redis(url);
  const locks = await redis.keys('*:lock');
  expect(locks.length).toBeGreaterThan(0);
  await redis.del(locks);
  redis.disconnect();
  await vi.waitFor(() => expect(told[0]).toBe(true), { timeout: 30_000 });
});
