/** The other half of a signing key: the TXT record by which receivers know it (RFC 6376, 3.6). */
import { createPublicKey } from 'node:crypto';
import type { SigningKey } from './dkim.ts';

/** Where receivers look for it. */
export function recordName({ selector, domain }: Pick<SigningKey, 'selector' | 'domain'>): string {
  return `${selector}._domainkey.${domain}`;
}

/** The TXT value to publish there, one line; a zone file writes it as strings of at most 255 octets. */
export function recordFor({ key }: Pick<SigningKey, 'key'>): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // RFC 8463, 4.2: the bare 32 octets, without their ASN.1 coat.
  return key.asymmetricKeyType === 'ed25519'
    ? `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString('base64')}`
    : `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}
