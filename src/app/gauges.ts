/** The figures that Prometheus knows by name: names and labels stay, dashboards stand on them. */
import { Gauge, type Registry } from 'prom-client';
import { total } from '../outbox/brake.ts';
import type { Pulse } from '../outbox/meter.ts';
import type { SendProgress } from '../outbox/send-ledger.ts';
import type { LetterGroup } from '../outbox/status.ts';
import type { WatchedSend } from '../world/db/pulses.ts';

export type Gauges = ReturnType<typeof gaugesIn>;
type SendFacts = {
  readonly send: Omit<WatchedSend, 'id'>;
  readonly progress: SendProgress;
  readonly groups: readonly LetterGroup[];
  readonly live: { readonly pulses: readonly Pulse[]; readonly movedAt: Date | null };
};

export function gaugesIn(registry: Registry) {
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
    stage: gauge('release_stage', 'The stage whose letters may leave now, from 1.', send),
    stages: gauge('release_stages', 'How many stages the send has; 1: it leaves as a whole.', send),
    waiting: gauge(
      'release_waiting_letters',
      'Letters of later stages, which wait for the one that leaves.',
      send,
    ),
    paused: gauge('paused', '1 while the send is paused, by a person or because it did harm; else 0.', send),
    relaySessions: gauge('relay_connections', 'Connections to a relay, in all processes.', ['relay']),
    relayAllowed: gauge('relay_connections_allowed', 'How many it is given now.', ['relay']),
    batches: gauge('batch_jobs', 'Batches of letters in the queue.', ['state']),
  };
}

/** The figures of one issue. */
export function showSend(gauges: Gauges, { send, progress, groups, live }: SendFacts): void {
  const labels = { newsletter: send.newsletter, period: send.period };
  for (const { provider, state, count } of groups) gauges.letters.inc({ ...labels, provider, state }, count);
  for (const { code, enhanced, count } of groups)
    if (code !== null) gauges.replies.inc({ ...labels, code, enhanced: enhanced ?? '' }, count);
  const { connections, most } = total(live.pulses);
  gauges.rate.set(labels, progress.perSecond);
  if (progress.etaSeconds !== null) gauges.eta.set(labels, progress.etaSeconds);
  gauges.connections.set(labels, connections);
  gauges.connectionsMost.set(labels, most);
  gauges.processes.set(labels, live.pulses.length);
  if (live.movedAt) gauges.lastMoved.set(labels, live.movedAt.getTime() / 1000);
  gauges.stuck.set(labels, 0);
  gauges.stage.set(labels, send.stages.now);
  gauges.stages.set(labels, send.stages.of);
  gauges.waiting.set(labels, send.stages.waiting);
  gauges.paused.set(labels, send.paused ? 1 : 0);
}
