/** Joins the check of links to guarded requests and to the memory of what they answered. */
import type { Fetch } from '../gather/fetched.ts';
import type { Reach, Reached } from '../issue/check-links.ts';
import { keepReached, knownReached } from '../world/db/reached.ts';
import type { World } from '../world/world.ts';

type ReachingWorld = Pick<World, 'clock' | 'database' | 'http' | 'publicUrl'>;

/** One address may take this long, all together that long: an editor waits for it. Milliseconds. */
const limits = { address: 8_000, letter: 25_000 } as const;
/** Milliseconds that an answer holds. Whoever mends a page must not wait long to have it believed. */
const holds = { alive: 3_600_000, dead: 120_000, doubtful: 300_000, private: 120_000 } as const;

/** For one check: the limit of the whole letter begins now. Our own pictures are stored and need no question. */
export function reachWithin(world: ReachingWorld, letterLimit: number = limits.letter): Reach {
  const { clock, database, http, publicUrl } = world;
  const end = AbortSignal.timeout(letterLimit);
  return async (url, signal) => {
    if (url.startsWith(`${publicUrl}/`)) return { kind: 'alive' };
    const known = await knownReached(database.db, url, clock.now());
    if (known) return known;
    try {
      const reached = await reachOne(http.fetch, url, AbortSignal.any([signal, end]));
      const now = clock.now();
      const askAgainAt = new Date(now.getTime() + holds[reached.kind]);
      await keepReached(database.db, url, reached, { now, askAgainAt });
      return reached;
    } catch (error) {
      signal.throwIfAborted();
      if (end.aborted) return { kind: 'doubtful', doubt: { kind: 'no_time' } };
      throw error;
    }
  };
}

/** Asked without its body first; many servers answer HEAD wrongly, so that only its «yes» counts. */
async function reachOne(fetch: Fetch, url: string, signal: AbortSignal): Promise<Reached> {
  const asked = { signal, timeLimit: limits.address, maxBytes: 65_536 };
  const head = await fetch(url, { ...asked, method: 'HEAD' });
  if (head.kind === 'refused_address') return { kind: 'private' };
  if (head.kind === 'response' && head.status < 400) return { kind: 'alive' };
  const answer = await fetch(url, asked);
  switch (answer.kind) {
    case 'response':
      return verdictOn(answer.status);
    case 'too_large':
    case 'bad_encoding':
      // A page «not found» may be as large as any other.
      return verdictOn(answer.status ?? 200);
    case 'refused_address':
      return { kind: 'private' };
    default:
      return { kind: 'doubtful', doubt: answer };
  }
}

/** Many sites refuse programs (401, 403, 429) what they show to people. */
function verdictOn(status: number): Reached {
  if (status === 404 || status === 410) return { kind: 'dead', status };
  return status < 400 ? { kind: 'alive' } : { kind: 'doubtful', doubt: { kind: 'answered', status } };
}
