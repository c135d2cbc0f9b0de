import { expect, it } from 'vitest';
import { seal, unseal } from '../../src/world/seal.ts';

const secret = 'a secret of at least thirty-two characters';

it('what was sealed opens with its secret alone, whole, and never looks the same twice', () => {
  const sealed = seal(secret, 'Été à Cassis');
  expect(unseal(secret, sealed)).toBe('Été à Cassis');
  expect(unseal(`${secret}.`, sealed)).toBeNull();
  expect(seal(secret, 'Été à Cassis').equals(sealed)).toBe(false);
  for (let at = 0; at < sealed.length; at++) {
    const damaged = Buffer.from(sealed);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(unseal(secret, damaged)).toBeNull();
    expect(unseal(secret, sealed.subarray(0, at))).toBeNull();
  }
});
