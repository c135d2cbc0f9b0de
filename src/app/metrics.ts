/** The figures of Prometheus: read from the ledger, so that any process can show those of all. */
import { setTimeout as wait } from 'node:timers/promises';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { openQueue } from '../../jobs/queue.ts';
import { batchQueue } from '../outbox/wake.ts';
import { countLetters, groupLetters } from '../world/db/letter-figures.ts';
import { pulsesOf, stuckSends, watchedSends } from '../world/db/pulses.ts';
import { relayStandings } from '../world/db/relays.ts';
import type { World } from '../world/world.ts';
import { type Gauges, gaugesIn, showSend } from './gauges.ts';
import { stuckAfterSeconds } from './health.ts';

export type Metrics = AsyncDisposable & {
  /** Prometheus' text format. */
  readonly text: () => Promise<string>;
};
type MetricsWorld = Pick<World, 'database' | 'log' | 'queue'>;

/** A long ledger takes a moment to count: reading it may take a tenth of the time, however often somebody asks. */
const restFactor = 10;
const restAtLeastMs = 5_000;
/** BullMQ waits for a lost server as long as it takes; Prometheus does not. */
const queueAnswersWithinMs = 2_000;

export function openMetrics(world: MetricsWorld): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = gaugesIn(registry);
  let queue: OpenQueue | undefined;
  let readAgainAt = 0;
  let reading: Promise<void> | undefined;
  const read = async () => {
    const begun = performance.now();
    await readLedger(world, gauges);
    queue ??= openBatchQueue(world);
    await readQueue(queue, gauges);
    const took = performance.now() - begun;
    readAgainAt = performance.now() + Math.max(restAtLeastMs, restFactor * took);
  };
  return {
    text: async () => {
      if (performance.now() >= readAgainAt)
        reading ??= read().finally(() => {
          reading = undefined;
        });
      await reading;
      return registry.metrics();
    },
    [Symbol.asyncDispose]: async () => {
      await reading?.catch(() => undefined);
      await queue?.then((open) => open.close()).catch(() => undefined);
    },
  };
}

type OpenQueue = ReturnType<typeof openBatchQueue>;

async function readLedger({ database: { pool } }: MetricsWorld, gauges: Gauges): Promise<void> {
  const [sends, stuck, relays] = await Promise.all([
    watchedSends(pool),
    stuckSends(pool, stuckAfterSeconds),
    relayStandings(pool),
  ]);
  const facts = await Promise.all(
    sends.map(async (send) => ({
      send,
      progress: await countLetters(pool, send.id),
      groups: await groupLetters(pool, send.id),
      live: await pulsesOf(pool, send.id),
    })),
  );
  // Only now, all at once: an issue that is over must not keep its last figures, and no scrape sees half of them.
  for (const gauge of Object.values(gauges)) gauge.reset();
  for (const fact of facts) showSend(gauges, fact);
  for (const { newsletter, period, seconds } of stuck) gauges.stuck.set({ newsletter, period }, seconds);
  for (const { relay, sessions, allowed } of relays) {
    gauges.relaySessions.set({ relay }, sessions);
    gauges.relayAllowed.set({ relay }, allowed);
  }
}

async function openBatchQueue({ queue, log }: MetricsWorld) {
  return openQueue(batchQueue, await queue.backend(), log);
}

/** A queue that is away is told by its absence: the ledger's figures are still true. */
async function readQueue(opened: OpenQueue, { batches }: Gauges): Promise<void> {
  const counted = opened
    .then((queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'))
    .catch(() => ({}));
  const counts = await Promise.race([counted, wait(queueAnswersWithinMs, {}, { ref: false })]);
  for (const [state, count] of Object.entries(counts)) batches.set({ state }, count);
}
