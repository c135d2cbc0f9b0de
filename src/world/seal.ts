/** Seals what must wait in the database and is nobody's business there: AES-256-GCM under a key of the secret's own. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;

/** Nonce, tag and text; the same text is sealed differently each time. */
export function seal(secret: string, text: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** null: sealed with another secret, or damaged. */
export function unseal(secret: string, sealed: Buffer): string | null {
  const nonce = sealed.subarray(0, nonceLength);
  const tag = sealed.subarray(nonceLength, nonceLength + tagLength);
  if (tag.length < tagLength) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: tagLength });
  try {
    decipher.setAuthTag(tag);
    const text = decipher.update(sealed.subarray(nonceLength + tagLength));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return createHmac('sha256', secret).update('hebdo sealed letter 1').digest();
}
