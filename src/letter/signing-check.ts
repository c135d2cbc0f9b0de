/** The sample that proves a signing key before the first letter: a wrong key must stop a send, never travel with it. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { dataToSign, digestOf, type SigningKey, signatureOf } from './dkim.ts';
import { recordName } from './dkim-record.ts';

export type SigningFault = { readonly key: string; readonly message: string };

/**
 * Signs a sample and verifies it with the published key. record is the TXT value at `selector._domainkey.domain`, its
 * strings joined, or null where DNS has none. Null when receivers will accept the signature (RFC 6376, 3.6.1 and 6.1.2).
 */
export function checkSigningKey(key: SigningKey, record: string | null): SigningFault | null {
  const fault = unfitKey(key.key) ?? (record === null ? 'DNS has no record' : unfitRecord(key, record));
  if (fault === null) return null;
  const name = recordName(key);
  return { key: name, message: `${name}: ${fault}.` };
}

/** What is wrong with a key by itself, or null. */
export function unfitKey(key: KeyObject): string | null {
  if (key.type !== 'private') return 'a private key is needed to sign';
  if (key.asymmetricKeyType === 'ed25519') return null;
  if (key.asymmetricKeyType !== 'rsa') return 'only RSA and Ed25519 keys sign mail';
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  // RFC 8301, 3.2: signers should use 2048 bits; receivers reject fewer than 1024.
  return bits < 1024 ? `an RSA key of ${bits} bits is too short, take 2048` : null;
}

function unfitRecord(key: SigningKey, record: string): string | null {
  const tags = tagsOf(record);
  const published = tags.get('p') ?? '';
  if (published === '') return 'the record in DNS has no key (p= is empty: revoked)';
  const type = key.key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa';
  if ((tags.get('k') ?? 'rsa') !== type)
    return `the record in DNS is for ${tags.get('k') ?? 'rsa'}, the key is ${type}`;
  const publicKey = publicKeyOf(type, published);
  if (publicKey === null) return 'the key in DNS cannot be read';
  const sample = dataToSign(key, [{ name: 'From', line: 'From: sample\r\n' }], 'DKIM-Signature: v=1; b=');
  const proves = verify(digestOf(key), sample, publicKey, signatureOf(key, sample));
  return proves ? null : 'the key in DNS belongs to another private key';
}

function tagsOf(record: string): Map<string, string> {
  const tags = record.split(';').map((tag) => {
    const equals = tag.indexOf('=');
    return [tag.slice(0, Math.max(equals, 0)).trim(), tag.slice(equals + 1).replaceAll(/\s+/g, '')] as const;
  });
  return new Map(tags);
}

function publicKeyOf(type: 'rsa' | 'ed25519', published: string): KeyObject | null {
  const bytes = Buffer.from(published, 'base64');
  try {
    if (type === 'rsa') return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    return createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
      format: 'jwk',
    });
  } catch {
    return null;
  }
}
