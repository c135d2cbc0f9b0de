/** Root's own folders are closed to the user that PostgreSQL runs as: what it must reach then lies under /var/lib. */
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';

const outside = '/var/lib/hebdo';

/** The folder that stands in for this one, the same at every start: its name is kept in the file `place`. */
export async function folderElsewhere(folder: string): Promise<string> {
  const note = join(folder, 'place');
  const kept = await readFile(note, 'utf8').catch(() => null);
  const place = kept?.trim() || join(outside, `database-${randomBytes(6).toString('hex')}`);
  await openFolder(outside);
  await openFolder(place);
  if (kept === null) {
    await writeFile(note, `${place}\n`);
    process.stderr.write(
      `hebdo: PostgreSQL does not run as root and its user may not enter ${folder}: its data lies in ${place}.\n`,
    );
  }
  return place;
}

/** A copy of the programs (60 MB) that everybody may run, made once for each release of PostgreSQL. */
export async function binariesElsewhere(binaries: Binaries, release: string): Promise<Binaries> {
  const place = join(outside, `postgresql-${release}`);
  const there = { initdb: join(place, 'bin/initdb'), postgres: join(place, 'bin/postgres') };
  if (await stat(place).catch(() => null)) return there;
  const fresh = `${place}.${process.pid}`;
  await openFolder(outside);
  await cp(dirname(dirname(binaries.postgres)), fresh, { recursive: true, verbatimSymlinks: true });
  await chmod(fresh, 0o755);
  // Of two processes that copy at once the second finds a full folder in its way, which serves it as well.
  await rename(fresh, place).catch(() => rm(fresh, { recursive: true, force: true }));
  return there;
}

async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
