import { describe, expect, it } from 'vitest';
import { reasonToPause, type SendHealth } from '../../src/outbox/health.ts';
import { usualRules } from '../../src/outbox/rules.ts';

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
  const reason = reasonToPause({ ...well, ...change }, usualRules);
  if (expected === null) expect(reason).toBeNull();
  else expect(reason).toMatch(expected);
});

describe('at the end of a stage', () => {
  it.each<[string, SendHealth, RegExp | null]>([
    ['of a hundred letters', { accepted: 98, refused: 2, putOffAgain: 0, complaints: 0 }, null],
    ['one complaint is one reader', { accepted: 98, refused: 2, putOffAgain: 0, complaints: 1 }, null],
    ['two complaints are a reason', { accepted: 98, refused: 2, putOffAgain: 0, complaints: 2 }, /^2 of 98/],
    ['twenty letters are enough', { accepted: 17, refused: 3, putOffAgain: 0, complaints: 0 }, /^3 of 20/],
    ['of three, one refused', { accepted: 2, refused: 1, putOffAgain: 0, complaints: 0 }, null],
    ['of three, none taken', { accepted: 0, refused: 3, putOffAgain: 0, complaints: 0 }, /^None of the/],
    ['after a person let it go on', { accepted: 0, refused: 0, putOffAgain: 0, complaints: 0 }, null],
  ])('%s', (_, health, expected) => {
    const reason = reasonToPause(health, usualRules, 'stage');
    if (expected === null) expect(reason).toBeNull();
    else expect(reason).toMatch(expected);
  });
});

it('obeys the limits of newsletter.yaml, and names them', () => {
  const strict = { ...usualRules, refusedPercent: 0.5, putOffPercent: 1, complaintsPercent: 0.1 };
  expect(reasonToPause(well, strict)).toMatch(/^20 of 2050 .*more than 0\.5 %/);
  expect(reasonToPause({ ...well, refused: 0 }, strict)).toMatch(/^30 of 2030 .*more than 1 %/);
  expect(reasonToPause({ ...well, refused: 0, putOffAgain: 0, complaints: 2 }, strict)).toMatch(
    /0\.1 % or more/,
  );
});
