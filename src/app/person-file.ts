/** Joins the file of everything that is stored of one person to who may ask for it: the person, and the operator they wrote to. */
import { type EmailKey, parseEmailAddress } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import type { SubscriberId } from '../audience/ids.ts';
import { personFile } from '../world/db/person-file.ts';
import { subscriberIdByKey } from '../world/db/subscribers.ts';
import type { World } from '../world/world.ts';

type FileWorld = Pick<World, 'clock' | 'database' | 'secret'>;

/** JSON, as GDPR art. 20 asks for it. null: there is no such reader. */
export async function wholeFile(
  { clock, database, secret }: FileWorld,
  id: SubscriberId,
): Promise<string | null> {
  const tables = await personFile(database.db, id, (key: EmailKey) => emailHash(secret, key));
  return tables && JSON.stringify({ made_at: clock.now(), tables }, null, 2);
}

export async function wholeFileOf(world: FileWorld, email: string) {
  const parsed = parseEmailAddress(email);
  if (parsed.kind === 'fault') return parsed;
  const id = await subscriberIdByKey(world.database.db, parsed.key);
  const json = id === null ? null : await wholeFile(world, id);
  return json === null ? { kind: 'unknown' as const } : { kind: 'file' as const, json };
}
