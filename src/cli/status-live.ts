/** What moves while letters leave: the figures of status that a screen shows again and again. */
import { total } from '../outbox/brake.ts';
import type { RelayStanding } from '../outbox/relay.ts';
import type { LiveFigures, StageNow, Status } from '../outbox/status.ts';
import { inWords, pace } from './send-figures.ts';

/** The one figure, and why it is not higher. */
export function paceLines({
  issue,
  progress,
  batches,
  live,
  stage,
}: Extract<Status, { kind: 'started' }>): string[] {
  if (issue.state !== 'sending' && issue.state !== 'paused') return [];
  const { connections, most } = total(live.pulses);
  const processes = live.pulses.length;
  const hands = `${connections} of ${most} connections in ${processes} ${processes === 1 ? 'process' : 'processes'}`;
  return [
    `  ${pace(progress)}${processes > 0 ? `; ${hands}` : ''}; ${inWords(batches.through)} of ${inWords(batches.of)} batches through`,
    ...live.relays.map(relayLine),
    ...(live.whyNotFaster === null ? [] : [`  ${live.whyNotFaster}`]),
    ...(stage === null || stage.said === live.whyNotFaster ? [] : [`  ${stage.said}`]),
  ];
}

/** Which way the envelope goes says how many round trips a letter costs: two in one group, four step by step. */
function relayLine({ relay, sessions, allowed, most, envelope }: RelayStanding): string {
  const way = {
    one_group: ', envelope in one group',
    overlapped: ', envelope in one group with the last dot',
    step_by_step: ', envelope step by step',
  };
  return `  ${relay}: ${sessions} sessions, ${allowed} of ${most} allowed${envelope === null ? '' : way[envelope]}`;
}

export function liveFacts({ pulses, movedAt, relays, whyNotFaster }: LiveFigures): object {
  const { connections, most, relayMs, ledgerMs, buildMs } = total(pulses);
  return {
    processes: pulses.length,
    connections,
    connections_most: most,
    ms_per_letter: { relay: relayMs, ledger: ledgerMs, build: buildMs },
    relays: relays.map(({ relay, sessions, allowed, most: atMost, envelope }) => ({
      ...{ relay, connections: sessions, connections_allowed: allowed, connections_most: atMost, envelope },
    })),
    last_moved_at: movedAt,
    why_not_faster: whyNotFaster,
  };
}

/** The stage that later letters wait for; null when everything may leave. */
export function stageFacts(now: StageNow | null): object | null {
  if (now === null) return null;
  const { stage, wait, said } = now;
  return {
    ...{
      name: stage.name,
      number: stage.number,
      of: stage.of,
      letters: stage.letters,
      waiting: stage.waiting,
    },
    ...{
      waits_for: wait?.for ?? null,
      seconds: wait?.for === 'settling' ? Math.ceil(wait.forMs / 1000) : null,
    },
    reason: said,
  };
}
