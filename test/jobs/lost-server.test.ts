import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Steps } from '../../jobs/steps.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { openEmbeddedDatabase } from '../../src/world/embedded/embedded.ts';
import { queueBackend } from '../../src/world/queue/backend.ts';
import { openWake } from '../../src/world/queue/wake.ts';

it('workers survive a database that is killed: they wait without a flood of words, and go on', async () => {
  const home = await mkdtemp(join(tmpdir(), 'hebdo-lost-'));
  const words: string[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    warn: (_: object, event: string) => void words.push(event),
    error: () => {},
  };
  {
    await using database = await openEmbeddedDatabase(join(home, 'postgres'));
    const backend = await queueBackend({ kind: 'postgres' }, database.url);
    const sendBatch = vi.fn<Steps['sendBatch']>(async () => ({}));
    const nothing = async () => ({});
    const steps = {
      gather: nothing,
      draft: nothing,
      release: nothing,
      sweep: nothing,
      pollReturns: nothing,
      postServiceMail: nothing,
      deliverWebhooks: nothing,
      tidy: nothing,
      retain: nothing,
      sendBatch,
    };
    const newsletters = async () => new Map();
    await using _workers = startWorkers({
      backend,
      steps: { ...steps, newsletters },
      log,
      concurrency: 2,
      sends: true,
    });
    await using wake = openWake(async () => backend, log);
    await wake.addBatches(1, [0]);
    await vi.waitFor(() => expect(sendBatch).toHaveBeenCalledTimes(1), { timeout: 20_000 });

    const pidFile = await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
    await vi.waitFor(
      async () => {
        await wake.addBatches(1, [1]);
        expect(sendBatch.mock.calls.some(([, batch]) => batch === 1)).toBe(true);
      },
      { timeout: 50_000, interval: 500 },
    );
    expect(words.length).toBeLessThan(100);
  }
  await rm(home, { recursive: true, force: true });
}, 120_000);
