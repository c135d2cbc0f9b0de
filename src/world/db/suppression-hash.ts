/** emailHash of src/audience, spelt in SQL: a million addresses are compared with the suppressions where they are. */
import { keyPads } from '../../audience/keyed-hash.ts';

/** The keyed beginnings of HMAC-SHA-256 (RFC 2104): what is hashed before the address, inside and outside. */
export type HashPads = { readonly inner: Buffer; readonly outer: Buffer };

/** Made once from the secret. The result is as secret as the secret. */
export function hashPads(secret: string): HashPads {
  const { inner, outer } = keyPads(secret);
  return { inner: Buffer.concat([inner, Buffer.from('hebdo e-mail key 1\n')]), outer };
}

/** SQL text of the hash of an expression; the pads are two parameters of the statement. */
export function hashedInSql(emailKey: string, inner: string, outer: string): string {
  return `sha256(${outer}::bytea || sha256(${inner}::bytea || convert_to(${emailKey}, 'UTF8')))`;
}
