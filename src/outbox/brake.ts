/** The one figure of a send and why it is not higher now, in a sentence that says what would change it. */
import type { IssueState } from '../issue/issue.ts';
import type { Rest } from './deliver-needs.ts';
import type { LetterCounts } from './ledger.ts';
import type { Pulse } from './meter.ts';

export type SendNow = {
  readonly state: IssueState;
  readonly pausedReason: string | null;
  readonly counts: LetterCounts;
  /** Milliseconds until the first letter that was put off is due; null when there is none. */
  readonly dueInMs: number | null;
  /** Of every process that sends this issue now. */
  readonly pulses: readonly Pulse[];
  readonly rest: Rest | null;
  /** The stage that the rest waits for, in a sentence, when nothing else is to be done; or null. */
  readonly stage: string | null;
  /** Who holds letters back on purpose, one sentence each: a provider that complained, a relay that is set aside. */
  readonly holds: readonly string[];
};

/** Seconds without any answer after which a relay is called silent: a slow one answers a letter well within. */
const silence = 20;

/** Null when nothing is to be sent any more, or nothing has been measured yet. */
export function whyNotFaster({
  state,
  pausedReason,
  counts,
  dueInMs,
  pulses,
  rest,
  stage,
  holds,
}: SendNow): string | null {
  if (state === 'paused') return `The send is paused${pausedReason ? `: ${pausedReason}` : '.'}`;
  if (state !== 'sending') return null;
  if (stage !== null) return stage;
  const ready = counts.pending + counts.claimed + counts.dotted;
  if (ready === 0 && counts.deferred === 0) return null;
  if (ready === 0 && (dueInMs ?? 0) > 0)
    return `The relay has put off all ${counts.deferred} letters that are left; the next try is in ${words(dueInMs ?? 0)}.`;
  if (rest !== null)
    return `${rest.reason} The next leave from ${rest.until.toISOString().slice(0, 16).replace('T', ' ')} UTC on.`;
  if (pulses.length === 0)
    return 'Nobody sends: start "hebdo worker" or "hebdo up", or give the same "hebdo send" again.';
  return [...holds, whatBrakes(total(pulses))].find((reason) => reason !== null) ?? null;
}

function whatBrakes(pulse: Pulse): string | null {
  const { connections, most, relayMs, ledgerMs, buildMs, idle, silentSeconds, perSecond } = pulse;
  if (silentSeconds !== null && silentSeconds >= silence)
    return `The relay has not answered for ${silentSeconds} s.`;
  if (connections === 0)
    return 'No connection to the relay is open yet: hebdo doctor says whether it lets us in.';
  if (perSecond === 0) return null;
  if (buildMs > relayMs)
    return `Building and signing takes ${tenths(buildMs)} ms a letter, more than the relay: a second machine with "hebdo worker" helps.`;
  if (ledgerMs > 0.7 * relayMs)
    return `The database takes ${tenths(ledgerMs)} ms to allow a letter, nearly all of its ${tenths(relayMs)} ms: look at its disk.`;
  if (idle > 0.5)
    return `Connections wait for letters ${Math.round(idle * 100)} % of the time: the database hands them out too slowly, or few are left.`;
  return `The relay takes ${tenths(relayMs)} ms a letter on each of ${connections} connections (of ${most}): SMTP_CONNECTIONS allows more, where the relay does.`;
}

/** Of several processes: connections added up, times as the letters had them. */
export function total(pulses: readonly Pulse[]): Pulse {
  const sum = (of: (pulse: Pulse) => number) => pulses.reduce((all, pulse) => all + of(pulse), 0);
  const perSecond = sum((pulse) => pulse.perSecond);
  const mean = (of: (pulse: Pulse) => number) =>
    perSecond === 0 ? 0 : sum((pulse) => of(pulse) * pulse.perSecond) / perSecond;
  const heard = pulses.flatMap(({ silentSeconds }) => silentSeconds ?? []);
  return {
    connections: sum((pulse) => pulse.connections),
    most: sum((pulse) => pulse.most),
    perSecond,
    relayMs: mean((pulse) => pulse.relayMs),
    ledgerMs: mean((pulse) => pulse.ledgerMs),
    buildMs: mean((pulse) => pulse.buildMs),
    idle: mean((pulse) => pulse.idle),
    silentSeconds: heard.length === 0 ? null : Math.min(...heard),
  };
}

function tenths(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toString();
}

function words(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
