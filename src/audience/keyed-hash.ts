/** HMAC-SHA-256 of a few words, thousands of times a second: each letter needs four, for its names and its links. */
import { createHash, createHmac, hash } from 'node:crypto';

/** SHA-256 works on blocks of so many bytes (RFC 2104, 2). */
const block = 64;
const digestLength = 32;
/** Longer texts are rare, and worth an object of their own. */
const longestText = 256;

/** RFC 2104, 2: what is hashed before the message, inside and outside. As secret as the secret. */
export type KeyPads = { readonly inner: Buffer; readonly outer: Buffer };

export function keyPads(secret: string): KeyPads {
  const bytes = Buffer.from(secret);
  const key = Buffer.alloc(block);
  (bytes.length > block ? createHash('sha256').update(bytes).digest() : bytes).copy(key);
  return {
    inner: Buffer.from(key.map((byte) => byte ^ 0x36)),
    outer: Buffer.from(key.map((byte) => byte ^ 0x5c)),
  };
}

/**
 * The 32 bytes as characters U+0000 to U+00FF. Two hashes in one call each take a third of the time of createHmac, whose
 * objects also are work for the garbage collector; a digest as a string needs no buffer.
 */
export function keyedHash(secret: string, text: string): string {
  if (text.length > longestText) return createHmac('sha256', secret).update(text).digest('binary');
  const { inner, outer } = roomFor(secret);
  const length = inner.write(text, block);
  outer.write(hash('sha256', inner.subarray(0, block + length), 'binary'), block, 'latin1');
  return hash('sha256', outer, 'binary');
}

let known: { readonly secret: string; readonly room: KeyPads } | undefined;

/** The pads of the secret, and behind each of them room for what follows. One process has one secret. */
function roomFor(secret: string): KeyPads {
  if (known?.secret === secret) return known.room;
  const { inner, outer } = keyPads(secret);
  // A character is three bytes of UTF-8 at most for each of its UTF-16 units.
  const room = {
    inner: Buffer.concat([inner], block + 3 * longestText),
    outer: Buffer.concat([outer], block + digestLength),
  };
  known = { secret, room };
  return room;
}
