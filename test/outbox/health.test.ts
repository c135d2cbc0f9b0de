import { expect, it } from 'vitest';
import { reasonToPause, type SendHealth } from '../../src/outbox/health.ts';

const well: SendHealth = { accepted: 2000, refused: 20, putOffAgain: 30, complaints: 1 };

it.each<[string, Partial<SendHealth>, RegExp | null]>([
  ['a usual week', {}, null],
  ['a tenth refused', { accepted: 900, refused: 100, putOffAgain: 0 }, null],
  ['more than a tenth', { accepted: 899, refused: 101, putOffAgain: 0 }, /^101 of 1000 letters were refused/],
  ['many refused, but of a handful', { accepted: 100, refused: 90, putOffAgain: 0 }, null],
  [
    'a third put off twice',
    { accepted: 600, refused: 0, putOffAgain: 300 },
    /^300 of 900 letters were put off/,
  ],
  ['three complaints of a thousand', { accepted: 1000, complaints: 3 }, /^3 of 1000 readers called/],
  ['two complaints of a thousand', { accepted: 1000, complaints: 2 }, null],
  ['complaints of a few', { accepted: 300, complaints: 3 }, null],
])('%s', (_, change, expected) => {
  const reason = reasonToPause({ ...well, ...change });
  if (expected === null) expect(reason).toBeNull();
  else expect(reason).toMatch(expected);
});
