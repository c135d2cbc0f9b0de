/** Seals what is kept for a repeated request: it may hold an address, or a secret that is shown once. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM under a key of its own. nonce: 12 random bytes, never the same twice. */
export function seal(secret: string, nonce: Buffer, text: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** null: sealed with another secret, or not by us. */
export function unseal(secret: string, sealed: Buffer): string | null {
  try {
    const opener = createDecipheriv('aes-256-gcm', keyOf(secret), sealed.subarray(0, nonceLength));
    opener.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
    const text = opener.update(sealed.subarray(nonceLength + tagLength));
    return Buffer.concat([text, opener.final()]).toString();
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'hebdo api answers 1', 32));
}
