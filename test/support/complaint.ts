/** A complaint (ARF) about a letter of a reader, with all that follows from it. */
import type { SubscriberId } from '../../src/audience/ids.ts';
import type { Database } from '../../src/world/db/database.ts';
import { actOnReturn } from '../../src/world/db/returns.ts';
import { hashPads } from '../../src/world/db/suppression-hash.ts';
import type { World } from '../../src/world/world.ts';

export function complain(
  { database, world }: { readonly database: Database; readonly world: World },
  subscriberId: SubscriberId,
): Promise<void> {
  const fact = { digest: Buffer.from('a complaint'), at: world.clock.now() };
  return actOnReturn(database.pool, hashPads(world.secret), fact, 'complaint', { subscriberId });
}
