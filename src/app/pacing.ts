/** Joins pace and ledger: which providers are limited now, and how many of their letters one claim may take. */
import type { Provider } from '../audience/provider.ts';
import { type PaceLimits, rateOf, slowDown, take } from '../outbox/pace.ts';
import type { Lending } from '../world/db/database.ts';
import { changePaces, readPaces } from '../world/db/paces.ts';
import type { World } from '../world/world.ts';

type PacedShare = { readonly provider: Provider; readonly letters: number };
type Shares = {
  /** Providers whose letters may only leave as their share says, also where it is 0. */
  readonly paced: readonly PacedShare[];
  /** When the first of those that may have none now may have another letter, in milliseconds; 0: each may have some. */
  readonly againInMs: number;
};

export type Pacing = {
  readonly shares: (wanted: number) => Promise<Shares>;
  /** What a claim did not find letters for goes back. */
  readonly giveBack: (unused: readonly PacedShare[]) => Promise<void>;
  readonly slowDown: (provider: Provider, said: string) => Promise<void>;
};

/** Another process's complaint is known here after this long, in milliseconds. */
const lookAgainMs = 1000;

export function pacing(pool: Lending, log: World['log'], limits: PaceLimits): Pacing {
  const limitOf = (provider: Provider) => limits[provider] ?? null;
  let known: { readonly providers: readonly Provider[]; readonly at: number } | undefined;
  const pacedNow = async () => {
    if (known !== undefined && Date.now() - known.at < lookAgainMs) return known.providers;
    const slowed = (await readPaces(pool)).filter(
      ({ provider, bucket, now }) => rateOf(bucket.slowed, limitOf(provider), now) !== null,
    );
    const providers = new Set([
      ...(Object.keys(limits) as Provider[]),
      ...slowed.map(({ provider }) => provider),
    ]);
    known = { providers: [...providers].sort(), at: Date.now() };
    return known.providers;
  };
  return {
    shares: async (wanted) => {
      const providers = await pacedNow();
      if (providers.length === 0) return { paced: [], againInMs: 0 };
      return changePaces(pool, providers, (paces) => {
        const grants = paces.map(
          ({ provider, bucket, now }) => [provider, take(bucket, limitOf(provider), wanted, now)] as const,
        );
        // Who has room, and no letter in line, is not waited for.
        const waits = grants.flatMap(([, { letters, againInMs }]) => (letters > 0 ? [] : [againInMs]));
        return {
          buckets: new Map(grants.map(([provider, { bucket }]) => [provider, bucket])),
          result: {
            paced: grants.map(([provider, { letters }]) => ({ provider, letters })),
            againInMs: waits.length === 0 ? 0 : Math.min(...waits),
          },
        };
      });
    },
    giveBack: async (unused) => {
      const some = unused.filter(({ letters }) => letters > 0);
      if (some.length === 0) return;
      const back = new Map(some.map(({ provider, letters }) => [provider, letters]));
      await changePaces(pool, [...back.keys()], (paces) => ({
        buckets: new Map(
          paces.map(({ provider, bucket }) => {
            const tokens = bucket.tokens + (back.get(provider) ?? 0);
            return [provider, { ...bucket, tokens }];
          }),
        ),
        result: undefined,
      }));
    },
    slowDown: async (provider, said) => {
      // These are many who have nothing to do with each other: one's complaint must not slow down all.
      if (provider === 'others') return;
      await changePaces(pool, [provider], (paces) => ({
        buckets: new Map(
          paces.map(({ bucket, now }) => [
            provider,
            { ...bucket, slowed: slowDown(bucket.slowed, limitOf(provider), said, now) },
          ]),
        ),
        result: undefined,
      }));
      known = undefined;
      log.warn({ provider, said }, 'a provider is sent to more slowly');
    },
  };
}
