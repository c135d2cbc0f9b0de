/** The key behind readers' links and suppression hashes: given by the operator, or made once and kept; always the database's own. */
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../config/environment.ts';
import { Refused } from '../config/refused.ts';
import type { Database } from './db/database.ts';
import { fingerprintOfSecret, keepFingerprint, replaceFingerprint } from './db/secret-fingerprint.ts';

/** The database knows another secret than the one at hand. */
export class OtherSecret extends Refused {}

type Place = Pick<Configuration, 'secret' | 'home'>;

/**
 * The secret that this database goes with. Throws OtherSecret, and makes none where the database has one already: with a second
 * secret nobody would recognise who was erased or complained, and they would be written to again. `taken`: an operator says that
 * the first one is lost, and this one goes on.
 */
export async function agreedSecret(
  { pool }: Pick<Database, 'pool'>,
  { secret: given, home }: Place,
  agreement: 'kept' | 'taken' = 'kept',
): Promise<string> {
  const known = await fingerprintOfSecret(pool);
  // Read after it: of two first starts at once the other one may just have made it.
  const own = given ?? (await readSecret(home));
  if (own === null && known !== null && agreement === 'kept')
    throw new OtherSecret(`${join(home, 'secret')} is not there, and ${wayOut}`);
  const secret = own ?? (await keptSecret(home));
  const fingerprint = createHmac('sha256', secret)
    .update('hebdo: whose database this is')
    .digest('base64url');
  if (agreement === 'taken') await replaceFingerprint(pool, fingerprint);
  else if ((await keepFingerprint(pool, fingerprint)) !== fingerprint)
    throw new OtherSecret(
      `${given === undefined ? `The secret in ${join(home, 'secret')}` : 'HEBDO_SECRET'} is not the one of this database, and ${wayOut}`,
    );
  return secret;
}

const wayOut =
  'with another one links in sent letters are dead, and whoever was erased or complained would be written to again. ' +
  'Set HEBDO_SECRET to the secret of the machine that runs with this database, or HEBDO_HOME to the folder that keeps it ' +
  '(its file "secret"); another database is named by DATABASE_URL. Only where it is lost for good: hebdo secret --take.';

/**
 * The secret that home keeps, made at the first start. Losing it makes every link in letters already sent
 * invalid and suppressions unreadable, so it is never replaced.
 */
async function keptSecret(home: string): Promise<string> {
  const kept = await readSecret(home);
  if (kept !== null) return kept;
  const file = join(home, 'secret');
  await mkdir(home, { recursive: true });
  const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  // link() refuses an existing name: of two first starts at once, one secret wins and both read it.
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh, { force: true });
  return (await readFile(file, 'utf8')).trim();
}

/** A secret that is there and cannot be read is no reason to make another one. */
async function readSecret(home: string): Promise<string | null> {
  try {
    return (await readFile(join(home, 'secret'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
