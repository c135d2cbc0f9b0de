/** The figures of Prometheus: read from the ledger, so that any process can show those of all. */
import { setTimeout as wait } from 'node:timers/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { openQueue } from '../../jobs/queue.ts';
import { batchQueue } from '../outbox/wake.ts';
import { countLetters, groupLetters } from '../world/db/letter-figures.ts';
import { pulsesOf, stuckSends, type WatchedSend, watchedSends } from '../world/db/pulses.ts';
import type { World } from '../world/world.ts';
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

type Gauges = ReturnType<typeof gaugesIn>;
type OpenQueue = ReturnType<typeof openBatchQueue>;

function gaugesIn(registry: Registry) {
  const gauge = (name: string, help: string, labels: readonly string[]) =>
    new Gauge({ name: `hebdo_${name}`, help, labelNames: labels, registers: [registry] });
  const send = ['newsletter', 'period'];
  return {
    letters: gauge('letters', 'Letters of an issue.', [...send, 'provider', 'state']),
    replies: gauge('replies', 'Letters by the last reply they got.', [...send, 'code', 'enhanced']),
    rate: gauge('letters_per_second', 'Letters settled by a reply, over the last ten seconds.', send),
    eta: gauge('eta_seconds', 'Until the rest is through at this rate; absent while nothing moves.', send),
    connections: gauge('connections', 'Connections to the relay that letters use now.', send),
    connectionsMost: gauge('connections_most', 'Connections to the relay there may be.', send),
    processes: gauge('sending_processes', 'Processes that send the issue now.', send),
    lastMoved: gauge('last_tick_timestamp_seconds', 'When a letter last came to an outcome.', send),
    stuck: gauge(
      'stuck_seconds',
      'How long nothing has moved although letters could leave; 0: all is well.',
      send,
    ),
    batches: gauge('batch_jobs', 'Batches of letters in the queue.', ['state']),
  };
}

async function readLedger({ database: { pool } }: MetricsWorld, gauges: Gauges): Promise<void> {
  const [sends, stuck] = await Promise.all([watchedSends(pool), stuckSends(pool, stuckAfterSeconds)]);
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
  for (const { send, progress, groups, live } of facts) {
    const labels = labelsOf(send);
    for (const { provider, state, count } of groups)
      gauges.letters.inc({ ...labels, provider, state }, count);
    for (const { code, enhanced, count } of groups)
      if (code !== null) gauges.replies.inc({ ...labels, code, enhanced: enhanced ?? '' }, count);
    gauges.rate.set(labels, progress.perSecond);
    if (progress.etaSeconds !== null) gauges.eta.set(labels, progress.etaSeconds);
    const sum = (of: 'connections' | 'most') => live.pulses.reduce((all, pulse) => all + pulse[of], 0);
    gauges.connections.set(labels, sum('connections'));
    gauges.connectionsMost.set(labels, sum('most'));
    gauges.processes.set(labels, live.pulses.length);
    if (live.movedAt) gauges.lastMoved.set(labels, live.movedAt.getTime() / 1000);
    gauges.stuck.set(labels, 0);
  }
  for (const one of stuck) gauges.stuck.set(labelsOf(one), one.seconds);
}

function labelsOf({ newsletter, period }: Pick<WatchedSend, 'newsletter' | 'period'>) {
  return { newsletter, period };
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
