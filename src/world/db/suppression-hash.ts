/** emailHash of src/audience, spelt in SQL: a million addresses are compared with the suppressions where they are. */
import { createHash } from 'node:crypto';

const block = 64;

/** The keyed beginnings of HMAC-SHA-256 (RFC 2104): what is hashed before the address, inside and outside. */
export type HashPads = { readonly inner: Buffer; readonly outer: Buffer };

/** Made once from the secret. The result is as secret as the secret. */
export function hashPads(secret: string): HashPads {
  const key = Buffer.alloc(block);
  keyBytes(secret).copy(key);
  const prefix = Buffer.from('hebdo e-mail key 1\n');
  return {
    inner: Buffer.concat([key.map((byte) => byte ^ 0x36), prefix]),
    outer: Buffer.from(key.map((byte) => byte ^ 0x5c)),
  };
}

/** SQL text of the hash of an expression; the pads are two parameters of the statement. */
export function hashedInSql(emailKey: string, inner: string, outer: string): string {
  return `sha256(${outer}::bytea || sha256(${inner}::bytea || convert_to(${emailKey}, 'UTF8')))`;
}

/** RFC 2104, 2: a key longer than the block is hashed first. */
function keyBytes(secret: string): Buffer {
  const bytes = Buffer.from(secret);
  return bytes.length > block ? createHash('sha256').update(bytes).digest() : bytes;
}
