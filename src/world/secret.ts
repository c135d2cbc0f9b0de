/** The key behind readers' links and suppression hashes: given by the operator, or made once and kept. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret that home keeps, made at the first start. Losing it makes every link in letters already sent
 * invalid and suppressions unreadable, so it is never replaced.
 */
export async function keptSecret(home: string): Promise<string> {
  const file = join(home, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept.trim();
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
