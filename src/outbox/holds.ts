/** Who holds letters of an issue back on purpose: relays that had enough, providers that complained or are limited. */
import type { Provider } from '../audience/provider.ts';
import type { LetterState } from './ledger.ts';
import type { RelayStanding } from './relay.ts';

export type ProviderPace = {
  readonly provider: Provider;
  /** Letters per second now; 0 while nothing may leave. */
  readonly rate: number;
  /** What the provider said when it complained; null where only the operator limits it. */
  readonly said: string | null;
};
type Group = { readonly provider: Provider; readonly state: LetterState; readonly count: number };
export type Holders = { readonly relays: readonly RelayStanding[]; readonly paces: readonly ProviderPace[] };

/** One sentence each, the most telling first. A provider counts when most of the letters in line are its own. */
export function holdsOf({ relays, paces }: Holders, groups: readonly Group[]): readonly string[] {
  return [...relays.flatMap(relayHold), ...paces.filter((pace) => isMostOf(pace, groups)).map(paceHold)];
}

function relayHold({ relay, sessions, allowed, most, trouble, asideUntil, dailyCap, spent }: RelayStanding) {
  if (spent && dailyCap !== null)
    return [`${relay} has had its ${dailyCap} letters of today: it is being warmed up.`];
  if (asideUntil !== null)
    return [
      `${relay} is left alone until ${asideUntil.toISOString().slice(11, 16)} UTC: ${ended(trouble ?? 'it failed')}`,
    ];
  // Below what it may have, something else is slower.
  if (allowed < most && trouble !== null && sessions >= allowed)
    return [
      `${relay} is given ${allowed} of ${most} connections, and more step by step, since it answered: ${ended(trouble)}`,
    ];
  return [];
}

/** What a relay or a fault said, as the end of a sentence. */
const ended = (said: string) => (said.endsWith('.') ? said : `${said}.`);

function paceHold({ provider, rate, said }: ProviderPace): string {
  const pace =
    rate === 0 ? 'nothing for some seconds' : `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} letters/s`;
  return said === null
    ? `Most letters in line are for ${provider}, which SMTP_PACE gives ${pace}.`
    : `Most letters in line are for ${provider}, which is sent ${pace} since it complained: ${said}.`;
}

function isMostOf({ provider }: ProviderPace, groups: readonly Group[]): boolean {
  const inLine = groups.filter(({ state }) => state === 'pending' || state === 'claimed');
  const sum = (some: readonly Group[]) => some.reduce((all, { count }) => all + count, 0);
  return sum(inLine.filter((group) => group.provider === provider)) * 2 > sum(inLine);
}
