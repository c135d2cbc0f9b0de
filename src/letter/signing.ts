/** Which keys sign an issue, and whether receivers will believe them: asked before the first letter, never guessed. */
import type { SigningKey } from './dkim.ts';
import { recordFor, recordName } from './dkim-record.ts';
import { checkSigningKey, unfitKey } from './signing-check.ts';

/** A standby key is published and examined, and signs nothing yet. */
export type ConfiguredKey = SigningKey & { readonly active: boolean };
export type SigningNeeds = {
  readonly keys: readonly ConfiguredKey[];
  /** The TXT records of a name, the strings of each joined. */
  readonly records: (name: string) => Promise<PublishedRecords>;
};
export type PublishedRecords =
  | { readonly kind: 'records'; readonly records: readonly string[] }
  | { readonly kind: 'none' }
  /** DNS could not be asked, for this reason. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** verified: a signed sample verifies with the published key. unknown: DNS did not say; the key by itself is fit. */
export type KeyVerdict = {
  readonly key: ConfiguredKey;
  readonly kind: 'verified' | 'unknown' | 'wrong';
  readonly message: string;
};
export type Signing =
  /** No key is configured: whoever relays the letters may sign them. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'signed'; readonly keys: readonly SigningKey[]; readonly notes: readonly string[] }
  /** Keys are configured and letters of this domain cannot be signed so that receivers believe it. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/**
 * The keys for letters from a domain: those of the domain itself or of one above it, which is what DMARC's relaxed
 * alignment accepts (RFC 7489, 3.1.1). Once any key is configured, letters of a domain without one are refused: a
 * name misspelt in a setting must not send a whole issue unsigned.
 */
export async function examineSigning(needs: SigningNeeds, domain: string): Promise<Signing> {
  if (needs.keys.length === 0) return { kind: 'unsigned' };
  const from = domain.toLowerCase();
  const keys = keysOf(needs.keys, from);
  if (keys.length === 0) return { kind: 'refused', reasons: [noKeyFor(from)] };
  const verdicts = await Promise.all(keys.map((key) => examineKey(needs, key)));
  const wrong = verdicts.filter(({ kind }) => kind === 'wrong');
  if (wrong.length > 0) return { kind: 'refused', reasons: wrong.map(({ message }) => message) };
  const notes = verdicts.filter(({ kind }) => kind === 'unknown').map(({ message }) => message);
  return { kind: 'signed', keys, notes };
}

/** What a send and doctor say of a domain that none of the keys is for. */
export function noKeyFor(domain: string): string {
  return `DKIM_KEYS has no active key for ${domain}.`;
}

/** The active keys that fit a sender's address. */
export function keysFor(keys: readonly ConfiguredKey[], address: string): readonly ConfiguredKey[] {
  return keysOf(keys, address.slice(address.lastIndexOf('@') + 1).toLowerCase());
}

function keysOf(keys: readonly ConfiguredKey[], domain: string): readonly ConfiguredKey[] {
  return keys.filter((key) => key.active && (domain === key.domain || domain.endsWith(`.${key.domain}`)));
}

/** Signs a sample and verifies it with what DNS publishes; with the key's own public half where DNS does not answer. */
export async function examineKey(
  { records }: Pick<SigningNeeds, 'records'>,
  key: ConfiguredKey,
): Promise<KeyVerdict> {
  const name = recordName(key);
  const unfit = unfitKey(key.key);
  if (unfit !== null) return { key, kind: 'wrong', message: `${name}: ${unfit}.` };
  const published = await publishedAt(records, name);
  if (published.kind === 'unanswered') {
    const fault = checkSigningKey(key, recordFor(key));
    const message = `${name}: DNS could not be asked (${published.reason}), so the key was tried with its own public half only.`;
    return fault ? { key, kind: 'wrong', message: fault.message } : { key, kind: 'unknown', message };
  }
  const found =
    published.kind === 'records' ? published.records.filter((one) => /(^|;)\s*p\s*=/.test(one)) : [];
  const faults = (found.length > 0 ? found : [null]).map((record) => checkSigningKey(key, record));
  const [first] = faults;
  return first && faults.every((fault) => fault !== null)
    ? { key, kind: 'wrong', message: first.message }
    : { key, kind: 'verified', message: `${name}: a signed sample verifies with the record in DNS.` };
}

/** RFC 2606 and 6761 keep these names for examples and tests: nobody can publish in them, so DNS has no say. */
async function publishedAt(records: SigningNeeds['records'], name: string): Promise<PublishedRecords> {
  return /\.(example|test|invalid|localhost)$/.test(name)
    ? { kind: 'unanswered', reason: 'a name kept for examples' }
    : records(name);
}
