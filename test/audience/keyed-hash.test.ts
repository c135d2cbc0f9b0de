/** The short way to an HMAC gives what node:crypto's own gives, whatever is signed with whichever secret. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedHash } from '../../src/audience/keyed-hash.ts';

const own = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('binary');

it('a keyed hash is HMAC-SHA-256 (RFC 4231, test cases 2 and 6)', () => {
  const hex = (digest: string) => Buffer.from(digest, 'binary').toString('hex');
  expect(hex(keyedHash('Jefe', 'what do ya want for nothing?'))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
  // Its key of 131 bytes 0xaa cannot be a text; one of as many characters is longer than a block as well.
  expect(keyedHash('a'.repeat(131), 'Larger Than Block-Size Key')).toBe(
    own('a'.repeat(131), 'Larger Than Block-Size Key'),
  );
});

it('is the same for any text and secret, short, long, empty or not ASCII', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', minLength: 240, maxLength: 280 }),
    fc.constantFrom('', 'é'.repeat(256), '€'.repeat(256), '€'.repeat(257), 'x'.repeat(5000)),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(text), (secrets, texts) => {
      // In turn, so that nothing of the text or secret before is left.
      for (const one of texts)
        for (const secret of secrets) expect(keyedHash(secret, one)).toBe(own(secret, one));
    }),
    { numRuns: 50 },
  );
});
