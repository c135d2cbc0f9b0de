import { Queue } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { batchQueue } from '../../../src/outbox/wake.ts';
import { queueBackend } from '../../../src/world/queue/backend.ts';
import { openWake } from '../../../src/world/queue/wake.ts';
import { backends } from '../../support/backends.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe.each(backends)('batches on $name', ({ open }) => {
  it('wait once, however often they are added', async () => {
    const backend = await open();
    await using wake = openWake(async () => backend, silent);
    await wake.addBatches(7, [0, 1, 2]);
    await wake.addBatches(7, [1, 2, 3]);
    const queue = new Queue(batchQueue, { connection: backend.connection }, backend.factory);
    const waiting = await queue.getWaiting();
    expect(waiting.map((job) => job.data).sort((one, other) => one.batch - other.batch)).toEqual(
      [0, 1, 2, 3].map((batch) => ({ issueId: 7, batch })),
    );
    await queue.close();
  });

  it('come in thousands', async () => {
    const backend = await open();
    await using wake = openWake(async () => backend, silent);
    await wake.addBatches(
      1,
      Array.from({ length: 2500 }, (_, batch) => batch),
    );
    const queue = new Queue(batchQueue, { connection: backend.connection }, backend.factory);
    expect(await queue.getWaitingCount()).toBe(2500);
    await queue.close();
  });
});

it('an unreachable queue is logged, never thrown: the sweeper rings again', async () => {
  const warnings: string[] = [];
  const log = { ...silent, warn: (_: object, event: string) => void warnings.push(event) };
  const nowhere = () => queueBackend({ kind: 'postgres' }, 'postgres://nobody@127.0.0.1:1/none');
  await using wake = openWake(nowhere, log);
  await wake.addBatches(1, [0]);
  expect(warnings).toContain('queue does not answer; the sweeper adds these batches again');
});
