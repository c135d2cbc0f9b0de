import { describe, expect, it, vi } from 'vitest';
import { type Backend, openQueue } from '../../jobs/queue.ts';
import type { Steps } from '../../jobs/steps.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { openWake } from '../../src/world/queue/wake.ts';
import { backends } from '../support/backends.ts';
import { silent, stepsWith } from '../support/queue-steps.ts';

describe.each(backends)('workers on $name', ({ open }) => {
  it('say each batch to the step once, also when two processes work', async () => {
    const backend = await open();
    const said: string[] = [];
    const steps = stepsWith({
      sendBatch: async (issueId, batch) => {
        said.push(`${issueId}/${batch}`);
        return {};
      },
    });
    await using _one = startWorkers({ backend, steps, log: silent, concurrency: 2, sends: true });
    await using _other = startWorkers({ backend, steps, log: silent, concurrency: 2, sends: true });
    await using wake = openWake(async () => backend, silent);
    await wake.addBatches(4, [0, 1, 2, 3, 4]);
    await vi.waitFor(() => expect(said).toHaveLength(5), { timeout: 20_000 });
    expect([...said].sort()).toEqual(['4/0', '4/1', '4/2', '4/3', '4/4']);
  });

  it('take a batch up again under its own id, after it was done and after it failed', async () => {
    const backend = await open();
    const sendBatch = vi.fn<Steps['sendBatch']>().mockRejectedValueOnce(new Error('relay gone'));
    sendBatch.mockResolvedValue({});
    await using _workers = startWorkers({
      backend,
      steps: stepsWith({ sendBatch }),
      log: silent,
      concurrency: 1,
      sends: true,
    });
    await using wake = openWake(async () => backend, silent);
    for (const times of [1, 2, 3]) {
      await vi.waitFor(
        async () => {
          await wake.addBatches(4, [0]);
          expect(sendBatch.mock.calls.length).toBeGreaterThanOrEqual(times);
        },
        { timeout: 20_000, interval: 200 },
      );
    }
  });

  it('sweep by themselves as soon as they start', async () => {
    const backend = await open();
    const sweep = vi.fn(async () => ({}));
    await using _workers = startWorkers({
      backend,
      steps: stepsWith({ sweep }),
      log: silent,
      concurrency: 1,
      sends: true,
    });
    await vi.waitFor(() => expect(sweep).toHaveBeenCalled(), { timeout: 30_000 });
  });

  it('leave batches to processes that have a relay, and do the rest', async () => {
    const backend = await open();
    const [sweep, sendBatch] = [vi.fn(async () => ({})), vi.fn<Steps['sendBatch']>(async () => ({}))];
    const steps = stepsWith({ sweep, sendBatch });
    await using wake = openWake(async () => backend, silent);
    await wake.addBatches(4, [0]);
    await using _without = startWorkers({ backend, steps, log: silent, concurrency: 1, sends: false });
    await vi.waitFor(() => expect(sweep).toHaveBeenCalled(), { timeout: 30_000 });
    expect(sendBatch).not.toHaveBeenCalled();
    await using _with = startWorkers({ backend, steps, log: silent, concurrency: 1, sends: true });
    await vi.waitFor(() => expect(sendBatch).toHaveBeenCalledOnce(), { timeout: 30_000 });
  });

  it('let the batch at work come to its end before they stop, and tell it to', async () => {
    const backend = await open();
    const events: string[] = [];
    const steps = stepsWith({
      sendBatch: async (_issue, _batch, signal) => {
        events.push('begun');
        await new Promise<void>((told) => signal.addEventListener('abort', () => told(), { once: true }));
        await new Promise((ended) => setTimeout(ended, 300));
        events.push('ended');
        return {};
      },
    });
    const workers = startWorkers({ backend, steps, log: silent, concurrency: 1, sends: true });
    await using wake = openWake(async () => backend, silent);
    await wake.addBatches(4, [0]);
    await vi.waitFor(() => expect(events).toEqual(['begun']), { timeout: 20_000 });
    await workers[Symbol.asyncDispose]();
    expect(events).toEqual(['begun', 'ended']);
  });

  it('keep a failure without the address that somebody quoted in it, in its words, its stack and the log', async () => {
    const backend = await open();
    const said: object[] = [];
    const tidy = async () => Promise.reject(new TypeError('Key (email_key)=(marie@example.org) exists'));
    await using _workers = startWorkers({
      backend,
      steps: stepsWith({ tidy }),
      log: { ...silent, warn: (facts) => void said.push(facts) },
      concurrency: 1,
      sends: true,
    });
    const queue = openQueue('tidy', backend, silent);
    await queue.add('tidy', {});
    await vi.waitFor(async () => expect(await queue.getFailedCount()).toBeGreaterThan(0), {
      timeout: 20_000,
    });
    const [failed] = await queue.getFailed();
    await queue.close();
    expect(failed?.failedReason).toBe('Key (email_key)=(…@…) exists');
    expect(failed?.stacktrace?.join()).toContain('workers.test.ts');
    expect(JSON.stringify([failed?.stacktrace, failed?.failedReason, said])).not.toContain('marie');
  });

  it('refuse a payload that no version of Hebdo wrote, and go on', async () => {
    const backend = await open();
    const sendBatch = vi.fn<Steps['sendBatch']>(async () => ({}));
    await using _workers = startWorkers({
      backend,
      steps: stepsWith({ sendBatch }),
      log: silent,
      concurrency: 1,
      sends: true,
    });
    await add(backend, 'send-batch', { issueId: 'drop table', batch: -1 });
    await add(backend, 'send-batch', { issueId: 5, batch: 0 });
    await vi.waitFor(() => expect(sendBatch).toHaveBeenCalledTimes(1), { timeout: 20_000 });
    expect(sendBatch.mock.calls[0]?.slice(0, 2)).toEqual([5, 0]);
  });
});

async function add(backend: Backend, name: string, payload: object): Promise<void> {
  const queue = openQueue(name, backend, silent);
  await queue.add(name, payload);
  await queue.close();
}
