/** What a send stands on is killed in mid-send, whole, and comes back: PostgreSQL, Redis, the time of a worker's process. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, vi } from 'vitest';
import { startWorkers } from '../../jobs/workers.ts';
import { openRedis } from '../../src/drill/redis.ts';
import { openEmbeddedDatabase } from '../../src/world/embedded/embedded.ts';
import { queueBackend } from '../../src/world/queue/backend.ts';
import { openWake } from '../../src/world/queue/wake.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { silent, stepsWith } from '../support/queue-steps.ts';
import { shortTimes } from '../support/sender.ts';
import { shortLocks, startWorkerProcess } from '../support/worker-process.ts';

const { signal } = new AbortController();

async function passingHome(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'hebdo-servers-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function openRealRedis(folder: string) {
  const redis = await openRedis(folder);
  if (redis === undefined) throw new Error('redis-server is not installed');
  return redis;
}

/** Freezes the audience and leaves the letters to workers. */
async function freeze(paper: TestPaper): Promise<void> {
  const stop = AbortSignal.abort();
  await paper.process().send(newsletterName, period, { signal: stop });
  paper.rung.length = 0;
}

function expectNobodyTwice({ server }: TestPaper): void {
  const readers = server.letters.map(({ to }) => to);
  expect(readers.length - new Set(readers).size).toBe(0);
}

it('PostgreSQL killed and started again in mid-send: nothing twice, nothing lost, doubts only on open connections', async () => {
  await using home = await passingHome();
  await using server = await openEmbeddedDatabase(join(home.path, 'postgres'));
  await using paper = await openPaper(300, undefined, {}, {}, server.url);
  let dots = 0;
  paper.server.script = async (moment) => {
    if (moment !== 'dot' || ++dots !== 60) return undefined;
    const [pid] = (await readFile(join(home.path, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    return undefined;
  };
  const one = paper.process(shortTimes);
  // A server that is away for longer than the outbox waits is a fault, after which the same command goes on.
  const outcome = await vi.waitFor(() => one.send(newsletterName, period, { signal }), {
    timeout: 60_000,
    interval: 500,
  });
  expect(outcome).toMatchObject({ kind: 'sent', progress: { letters: 300 } });
  expect(dots).toBeGreaterThan(60);
  const { accepted = 0, unknown = 0, ...others } = await paper.states();
  expect(others).toEqual({});
  expect(accepted + unknown).toBe(300);
  expect(unknown).toBeLessThanOrEqual(4);
  expect(paper.server.letters.length).toBeGreaterThanOrEqual(accepted);
  expectNobodyTwice(paper);
}, 150_000);

it('Redis emptied by FLUSHALL, then killed and started again, in mid-run: the sweeper rings again', async () => {
  await using home = await passingHome();
  await using redis = await openRealRedis(home.path);
  await using paper = await openPaper(1000);
  await freeze(paper);
  const one = paper.process();
  const backend = await queueBackend({ kind: 'redis', url: redis.url }, '');
  await using wake = openWake(async () => backend, silent);
  await using _workers = startWorkers({
    backend,
    steps: stepsWith({ sendBatch: one.sendBatch }),
    log: silent,
    concurrency: 2,
    sends: true,
  });
  let dots = 0;
  let killed: Promise<void> | undefined;
  const client = new Redis(redis.url);
  paper.server.script = async (moment) => {
    if (moment !== 'dot') return undefined;
    dots++;
    if (dots === 100) await client.flushall();
    if (dots === 400) {
      client.disconnect();
      killed = redis.killAndReplace();
    }
    return undefined;
  };
  await wake.addBatches(paper.issueId, [0, 1, 2, 3]);
  await vi.waitFor(
    async () => {
      await one.sweep();
      await wake.addBatches(paper.issueId, paper.rung.splice(0));
      expect(await paper.issueState()).toBe('sent');
    },
    { timeout: 60_000, interval: 500 },
  );
  await killed;
  expect(killed).toBeDefined();
  expect(await paper.states()).toEqual({ accepted: 1000 });
  expect(paper.server.letters.length).toBe(1000);
  expectNobodyTwice(paper);
}, 150_000);

it('an event loop that is blocked beyond its BullMQ lock: another worker has the same batch, and no letter leaves twice', async () => {
  await using home = await passingHome();
  await using redis = await openRealRedis(home.path);
  await using paper = await openPaper(500);
  await freeze(paper);
  await using blocked = startWorkerProcess(paper.url, paper.server.url, redis.url);
  let dots = 0;
  paper.server.script = (moment) => {
    if (moment === 'dot' && ++dots === 40) blocked.block();
    return undefined;
  };
  const backend = await queueBackend({ kind: 'redis', url: redis.url }, '');
  await using wake = openWake(async () => backend, silent);
  await wake.addBatches(paper.issueId, [0, 1]);
  await vi.waitFor(() => expect(dots).toBeGreaterThanOrEqual(40), { timeout: 30_000 });
  const other = paper.process();
  const taken: number[] = [];
  const sendBatch: typeof other.sendBatch = (issue, batch, stop) => {
    taken.push(batch);
    return other.sendBatch(issue, batch, stop);
  };
  const steps = stepsWith({ sendBatch });
  await using _workers = startWorkers({
    backend,
    steps,
    log: silent,
    concurrency: 1,
    sends: true,
    locks: shortLocks,
  });
  await vi.waitFor(() => expect(taken).toContain(blocked.batches[0]), { timeout: 30_000 });
  let freed = 0;
  // It wakes when what it held is another's.
  await vi.waitFor(
    async () => {
      const { returned, unknown } = await other.sweep();
      freed += returned + unknown;
      expect(freed).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 100 },
  );
  blocked.goOn();
  await vi.waitFor(
    async () => {
      await other.sweep();
      await wake.addBatches(paper.issueId, paper.rung.splice(0));
      expect(await paper.issueState()).toBe('sent');
    },
    { timeout: 30_000, interval: 300 },
  );
  const { accepted = 0, unknown = 0, ...others } = await paper.states();
  expect(others).toEqual({});
  expect(accepted + unknown).toBe(500);
  expect(unknown).toBeLessThanOrEqual(4);
  expect(paper.server.letters.length).toBeGreaterThanOrEqual(accepted);
  expectNobodyTwice(paper);
}, 150_000);
