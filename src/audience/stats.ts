/** The list in figures. */
import type { SubscriptionState } from './subscription.ts';

export type NewsletterStats = {
  readonly newsletter: string;
  readonly states: Readonly<Record<SubscriptionState, number>>;
  /** Active readers by who keeps their mailbox, the largest first. */
  readonly providers: Readonly<Record<string, number>>;
};

type DomainCount = {
  readonly newsletter: string;
  readonly state: SubscriptionState;
  readonly domain: string;
  readonly count: number;
};

/** Sums counts by domain into figures by newsletter, in alphabetical order. */
export function statsOf(
  counts: readonly DomainCount[],
  providerOf: (domain: string) => string,
): readonly NewsletterStats[] {
  return [...Map.groupBy(counts, ({ newsletter }) => newsletter)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([newsletter, own]) => ({
      newsletter,
      states: { active: 0, pending: 0, unsubscribed: 0, bounced: 0, ...sumBy(own, ({ state }) => state) },
      providers: sumBy(
        own.filter(({ state }) => state === 'active'),
        ({ domain }) => providerOf(domain),
      ),
    }));
}

function sumBy(counts: readonly DomainCount[], word: (count: DomainCount) => string): Record<string, number> {
  const sums = new Map<string, number>();
  for (const one of counts) sums.set(word(one), (sums.get(word(one)) ?? 0) + one.count);
  return Object.fromEntries([...sums].sort(([, one], [, other]) => other - one));
}
