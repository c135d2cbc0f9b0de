import { describe, expect, test } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { messageIdFor, parseVerp, verpAddress } from '../../src/letter/identity.ts';

const letter = (id: number) => id as LetterId;
const domain = 'retours.lacalanque.example';

describe('a return path', () => {
  test.each([1, 35, 4711, Number.MAX_SAFE_INTEGER])('leads back to letter %i', (id) => {
    const address = verpAddress('secret', letter(id), domain);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    expect(parseVerp('secret', address)).toBe(id);
    expect(parseVerp('secret', address.toUpperCase())).toBe(id);
  });

  test.each([
    ['of another secret', verpAddress('other', letter(4711), domain)],
    ['of another letter', verpAddress('secret', letter(4711), domain).replace('+3mv-', '+3mw-')],
    ['cut short', verpAddress('secret', letter(4711), domain).replace(/.@/, '@')],
    ['without a letter', `bounces@${domain}`],
    ['of somebody else', 'redaction@lacalanque.example'],
    ['of nobody', ''],
  ])('%s leads nowhere', (_what, address) => {
    expect(parseVerp('secret', address)).toBeNull();
  });
});

describe('a Message-ID', () => {
  test('stays the same at each attempt and differs between letters', () => {
    const first = messageIdFor('secret', letter(4711), 'lacalanque.example');
    expect(messageIdFor('secret', letter(4711), 'lacalanque.example')).toBe(first);
    expect(messageIdFor('secret', letter(4712), 'lacalanque.example')).not.toBe(first);
    expect(first).toMatch(/^3mv\.[a-z2-7]{16}@lacalanque\.example$/);
  });

  test('does not tell the signature of the return path', () => {
    const [, signed] = messageIdFor('secret', letter(1), domain).split(/[.@]/);
    expect(verpAddress('secret', letter(1), domain)).not.toContain(signed);
  });
});
