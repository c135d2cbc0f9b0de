/** The keys that sign letters: does DNS know them, and which record it should have. */
import { stat } from 'node:fs/promises';
import type { Configuration } from '../../config/environment.ts';
import { isSample } from '../../config/sample.ts';
import { recordFor, recordName } from '../../letter/dkim-record.ts';
import { examineKey, type KeyVerdict, keysFor, noKeyFor, type SigningNeeds } from '../../letter/signing.ts';
import { readDkimKeys } from '../../world/dkim-keys.ts';
import { textRecords } from '../../world/dns.ts';
import type { Templates } from '../../world/templates.ts';
import { type Finding, fault, ok, warn } from './finding.ts';

const about = 'DKIM';

/** One finding for each key of DKIM_KEYS, with the TXT record to publish wherever DNS does not show it. */
export async function examineKeys(
  dkim: Configuration['dkim'],
  records: SigningNeeds['records'] = textRecords,
): Promise<readonly Finding[]> {
  if (dkim.length === 0)
    return [
      warn(
        about,
        'no key: Hebdo does not sign',
        'See that the relay signs for your domain, or set DKIM_KEYS.',
      ),
    ];
  const { keys, faults } = await readDkimKeys(dkim);
  const verdicts = await Promise.all(keys.map((key) => examineKey({ records }, key)));
  return [
    ...faults.map(({ variable, expected }) =>
      fault(about, `${variable}: expected ${expected}`, 'No letter leaves.'),
    ),
    ...verdicts.map(judgeKey),
    ...(await Promise.all(dkim.map(({ file }) => openToOthers(file)))).flat(),
  ];
}

/** Each newsletter whose letters no key would sign: `send` refuses it. One that cannot be read is told of elsewhere. */
export async function examineSigned(
  dkim: Configuration['dkim'],
  templates: Pick<Templates, 'names' | 'newsletter'>,
): Promise<readonly Finding[]> {
  const { keys } = await readDkimKeys(dkim);
  if (dkim.length === 0) return [];
  const names = await templates.names();
  const read = await Promise.all(names.map((name) => templates.newsletter(name).catch(() => null)));
  return read.flatMap((newsletter) => {
    if (newsletter === null || keysFor(keys, newsletter.sender.address).length > 0) return [];
    const { name, sender } = newsletter;
    const [, domain = ''] = sender.address.toLowerCase().split('@');
    const level = isSample(newsletter) ? warn : fault;
    return [
      level(
        name,
        `${noKeyFor(domain)} None of its letters leaves.`,
        `Add a key of ${domain} to DKIM_KEYS, or correct sender.address in its newsletter.yaml.`,
      ),
    ];
  });
}

/** A key that stands by may be unpublished: publishing it is the next step of a rotation. */
function judgeKey({ key, kind, message }: KeyVerdict): Finding {
  if (kind === 'verified') return ok(about, key.active ? message : `${message} It stands by.`);
  const publish = `Publish a TXT record at ${recordName(key)}: ${recordFor(key)}`;
  if (kind === 'wrong' && key.active) return fault(about, `${message} No letter leaves.`, publish);
  return warn(about, key.active ? message : `${message} It stands by.`, publish);
}

async function openToOthers(file: string): Promise<readonly Finding[]> {
  const found = await stat(file).catch(() => null);
  return found && found.mode & 0o007
    ? [warn(about, `everybody may read ${file}`, `Run: chmod 600 ${file}`)]
    : [];
}
