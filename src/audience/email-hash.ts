/** What is remembered of an address that must be forgotten: a keyed hash, which only this paper can compare. */
import { createHmac } from 'node:crypto';
import type { EmailKey } from './address.ts';

/**
 * HMAC-SHA-256 of the normalised address, 32 bytes. Without the secret nobody can try out a list of
 * addresses against it, which a plain hash would allow. Changing the secret forgets every suppression.
 */
export function emailHash(secret: string, key: EmailKey): Buffer {
  return createHmac('sha256', secret).update('hebdo e-mail key 1\n').update(key).digest();
}
