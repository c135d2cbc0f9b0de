/** The machine itself: room, secret, public address, time zone data. */
import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration } from '../../config/environment.ts';
import { reachedByReaders } from '../../config/reached.ts';
import { parseRelayAddress } from '../../config/relay-address.ts';
import { certificateOf } from '../../world/certificate.ts';
import { type Finding, fault, ok, warn } from './finding.ts';
import { judgeCertificate } from './relay.ts';

export async function examineMachine(configuration: Configuration, now: Date): Promise<readonly Finding[]> {
  return [
    await roomIn(configuration.home),
    await secretOf(configuration),
    ...(await publicAddress(configuration, now)),
    timeZones(),
  ];
}

/** A home that the first start will make lies where its parents do. */
async function standing(folder: string): Promise<string> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  const parent = dirname(folder);
  return found || parent === folder ? folder : standing(parent);
}

async function roomIn(home: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await standing(home));
  const megabytes = Math.floor((bavail * bsize) / 1_048_576);
  const free = `${(megabytes / 1024).toFixed(1)} GB free in ${home}`;
  if (megabytes < 200) return fault('disk', free, 'Make room: PostgreSQL stops when the disk is full.');
  if (megabytes < 2_000) return warn('disk', free, 'Make room before the next large import or send.');
  return ok('disk', free);
}

async function secretOf({ secret, home }: Configuration): Promise<Finding> {
  if (secret !== undefined) return ok('secret', 'given by HEBDO_SECRET');
  const file = join(home, 'secret');
  const found = await stat(file).catch(() => null);
  if (!found) return fault('secret', `none in ${file}`, 'Start hebdo once, or set HEBDO_SECRET.');
  if (found.mode & 0o077) return warn('secret', `others may read ${file}`, `Run: chmod 600 ${file}`);
  return ok('secret', `kept in ${file}: back it up, links in sent letters depend on it`);
}

async function publicAddress(
  { publicUrl: address, smtp }: Configuration,
  now: Date,
): Promise<readonly Finding[]> {
  const about = 'PUBLIC_URL';
  const delivers = smtp && [smtp.url, ...smtp.more].some((url) => parseRelayAddress(url).delivers);
  const lost = delivers ? fault : warn;
  if (address === undefined)
    return [
      lost(about, 'not set', 'Set the https address readers reach: without it links lead to this machine.'),
    ];
  const { protocol, hostname, port } = new URL(address);
  if (!reachedByReaders(address))
    return [lost(about, `no reader reaches ${address}`, 'Set the https address readers reach.')];
  if (protocol !== 'https:')
    return [fault(about, `${address} is not https`, 'One-click unsubscription needs https (RFC 8058).')];
  try {
    return [judgeCertificate(about, await certificateOf(hostname, Number(port) || 443), now)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [warn(about, `${address} does not answer from here (${reason})`, 'See that readers reach it.')];
  }
}

/** Issue slots and dates in words need them; a Node built without full ICU has neither. */
function timeZones(): Finding {
  const about = 'time zones';
  const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'Europe/Paris' }).format(0);
  if (month !== 'janvier')
    return fault(
      about,
      'this Node.js has no French dates',
      'Use a Node.js with full ICU, as nodejs.org ships it.',
    );
  return ok(about, `tz database ${process.versions.tz ?? 'of the system'}, dates in French`);
}
