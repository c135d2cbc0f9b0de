/** Joins line and pace: which letters a run takes next. */
import type { Provider } from '../audience/provider.ts';
import type { Claimed } from '../outbox/supply.ts';
import type { Asking } from '../world/db/database.ts';
import { anyInLine, claimLetters } from '../world/db/letters.ts';
import type { Run } from '../world/db/runs.ts';
import { hashPads } from '../world/db/suppression-hash.ts';
import type { Pacing } from './pacing.ts';

export type Claimer = {
  readonly claim: (limit: number) => Promise<Claimed>;
  /** Whether the last claim found letters that only the pace of their provider held back. */
  readonly held: () => boolean;
};

type Seen = { readonly batch: number; readonly provider: Provider };

/** Letters that were put off fall behind the place where a run reads on; it looks back for them this often. */
const lookBackMs = 5000;

/**
 * Claims in line. The first open batch is remembered, of each paced provider and of all others together, so that a long
 * ledger is not read from its beginning each time; it is only a hint, and an empty claim looks at everything once more.
 * `patient`: wait for letters that are held back, instead of leaving them to somebody else.
 */
export function claimer(pool: Asking, secret: string, run: Run, pacing: Pacing, patient: boolean): Claimer {
  const pads = hashPads(secret);
  let hints = new Map<Provider | 'free', number>();
  let lookedBackAt = Date.now();
  let held = false;
  const from = (group: Provider | 'free') => hints.get(group) ?? run.batches.from;

  const remember = (seen: readonly Seen[], paced: ReadonlySet<Provider>) => {
    const groups = Map.groupBy(seen, ({ provider }) => (paced.has(provider) ? provider : 'free'));
    for (const [group, own] of groups) hints.set(group, Math.min(...own.map(({ batch }) => batch)));
  };

  const claimOnce = async (limit: number) => {
    const { paced, againInMs } = await pacing.shares(limit);
    const taken = await claimLetters(pool, pads, {
      run,
      from: from('free'),
      limit,
      paced: paced.map((share) => ({ ...share, from: from(share.provider) })),
    });
    const found = countsOf(taken.seen);
    await pacing.giveBack(
      paced.map(({ provider, letters }) => ({ provider, letters: letters - (found.get(provider) ?? 0) })),
    );
    remember(taken.seen, new Set(paced.map(({ provider }) => provider)));
    return { ...taken, againInMs, paced: paced.map(({ provider }) => provider) };
  };

  const claim = async (limit: number): Promise<Claimed> => {
    if (Date.now() - lookedBackAt > lookBackMs) {
      hints = new Map();
      lookedBackAt = Date.now();
    }
    let found = await claimOnce(limit);
    // Nothing, or only readers who left: what the hints skipped may still wait.
    while (found.letters.length === 0 && (found.seen.length > 0 || hints.size > 0)) {
      if (found.seen.length === 0) hints = new Map();
      found = await claimOnce(limit);
    }
    const { letters, paced, againInMs } = found;
    if (letters.length > 0) return { letters, againInMs: 0 };
    held = paced.length > 0 && (await anyInLine(pool, run, paced));
    return { letters, againInMs: held && patient ? againInMs : null };
  };
  return { claim, held: () => held };
}

function countsOf(seen: readonly Seen[]): Map<Provider, number> {
  const counts = new Map<Provider, number>();
  for (const { provider } of seen) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}
