/** Joins the erasure of a reader to every table that knows their address. */
import { parseEmailAddress } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import { dropMovesTo } from '../world/db/address-changes.ts';
import { formerKeys } from '../world/db/moved-addresses.ts';
import { dropRefusedTo } from '../world/db/refused-letters.ts';
import { dropLettersTo } from '../world/db/service-letters.ts';
import { dropSignUpsOf } from '../world/db/sign-ups.ts';
import { eraseSubscriber, subscriberIdByKey } from '../world/db/subscribers.ts';
import { suppress } from '../world/db/suppressions.ts';
import type { World } from '../world/world.ts';

/** Suppresses first: should the erasure fail half way, nobody writes to them all the same. */
export async function forgetSubscriber(world: World, email: string) {
  const { db } = world.database;
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault') return parsed;
  const at = world.clock.now();
  const hash = emailHash(world.secret, parsed.key);
  await suppress(db, hash, 'forgotten', at);
  await dropSignUpsOf(db, parsed.key);
  await dropLettersTo(db, hash);
  await dropRefusedTo(db, hash);
  await dropMovesTo(db, parsed.key);
  const id = await subscriberIdByKey(db, parsed.key);
  if (id === null) return { kind: 'unknown' as const };
  // The address before a move may have a letter under way, which speaks of this one.
  for (const key of await formerKeys(db, id)) {
    await dropLettersTo(db, emailHash(world.secret, key));
    await dropRefusedTo(db, emailHash(world.secret, key));
  }
  const { cancelled } = await eraseSubscriber(db, id, at);
  world.log.info({ subscriberId: id, cancelled }, 'reader erased');
  return { kind: 'forgotten' as const, cancelled };
}
