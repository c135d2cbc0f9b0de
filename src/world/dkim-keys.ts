/** Reads the private keys of DKIM_KEYS from their files. */
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { type DkimKeyFile, parseDkimKeys } from '../config/dkim-keys.ts';
import type { EnvironmentFault } from '../config/environment.ts';
import type { ConfiguredKey } from '../letter/signing.ts';
import { unfitKey } from '../letter/signing-check.ts';

/** Every key that cannot sign, with the reason, beside those that can. Of a key's own text nothing is repeated. */
export async function readDkimKeys(files: readonly DkimKeyFile[]): Promise<{
  readonly keys: readonly ConfiguredKey[];
  readonly faults: readonly EnvironmentFault[];
}> {
  const read = await Promise.all(files.map(readKey));
  return {
    keys: read.filter((one) => typeof one !== 'string'),
    faults: read
      .filter((one) => typeof one === 'string')
      .map((expected) => ({ variable: 'DKIM_KEYS', expected })),
  };
}

/** What is wrong with the key files that a variable names, whatever else is wrong with the environment. */
export async function dkimKeyFaults(text: string, folder: string): Promise<readonly EnvironmentFault[]> {
  const files = parseDkimKeys(text).keys.map((key) => ({
    ...key,
    file: isAbsolute(key.file) ? key.file : resolve(folder, key.file),
  }));
  return (await readDkimKeys(files)).faults;
}

/** The key, or what was expected of its file. */
async function readKey({ domain, selector, file, active }: DkimKeyFile): Promise<ConfiguredKey | string> {
  const about = `of ${domain}:${selector}`;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') return `a readable key file ${about}; ${file} is not (${text.code})`;
  const key = privateKeyIn(text);
  if (key === null)
    return `a private key in PEM form ${about}, without a passphrase; ${file} holds something else (openssl genrsa 2048 makes one)`;
  const unfit = unfitKey(key);
  return unfit === null
    ? { domain, selector, key, active }
    : `a key that signs mail ${about}; in ${file}: ${unfit}`;
}

function privateKeyIn(text: string) {
  try {
    return createPrivateKey(text);
  } catch {
    return null;
  }
}
