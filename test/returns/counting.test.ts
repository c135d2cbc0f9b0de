import { describe, expect, test } from 'vitest';
import { blockedTooOften, type LetterHistory, type Weighed, weigh } from '../../src/returns/counting.ts';

const bounce = (kind: 'hard' | 'soft' | 'blocked', final = true): Weighed => ({
  kind: 'bounce',
  class: kind,
  final,
});
/** Weekly letters, newest first: s came back softly, a arrived. */
function weekly(letters: string, days = 7): LetterHistory {
  const newest = Date.parse('2026-11-24T05:00:00Z');
  return Array.from(letters, (letter, at) => ({
    at: new Date(newest - at * days * 86_400_000),
    softBounce: letter === 's',
  }));
}

describe('a return', () => {
  test.each([
    ['a hard bounce ends it at once', bounce('hard'), 's', 'hard_bounce'],
    ['a hard delay does not', bounce('hard', false), 's', 'none'],
    ['a complaint ends it at once', { kind: 'complaint', feedbackType: 'abuse' }, 'a', 'complaint'],
    [
      'a mailed unsubscription is the reader’s wish',
      { kind: 'complaint', feedbackType: 'opt-out' },
      'a',
      'left',
    ],
    ['failed authentication is ours', { kind: 'complaint', feedbackType: 'auth-failure' }, 'a', 'none'],
    ['«not spam» is praise', { kind: 'complaint', feedbackType: 'not-spam' }, 'a', 'none'],
    ['blocked is ours, however often', bounce('blocked'), 'ssssssss', 'none'],
    ['an automatic reply is no bounce', { kind: 'auto_reply' }, 'ssssssss', 'none'],
    ['the first soft bounce', bounce('soft'), 's', 'none'],
    ['the third in a row', bounce('soft'), 'sssa', 'none'],
    ['the fourth in a row', bounce('soft'), 'ssssa', 'soft_bounces'],
    ['four with one that arrived between', bounce('soft'), 'ssass', 'none'],
    ['soft bounces of letters that nobody knows', bounce('soft'), '', 'none'],
  ] as const)('%s', (_what, returned, letters, effect) => {
    expect(weigh(returned, weekly(letters))).toBe(effect);
  });

  test('of a monthly counts letters, not days: three that came back in two months are too few', () => {
    expect(weigh(bounce('soft'), weekly('sss', 30))).toBe('none');
    expect(weigh(bounce('soft'), weekly('ssss', 30))).toBe('soft_bounces');
  });

  test('of a daily counts over days, not letters: a holiday is longer than four', () => {
    expect(weigh(bounce('soft'), weekly('sssssss', 1))).toBe('none');
    expect(weigh(bounce('soft'), weekly('s'.repeat(16), 1))).toBe('soft_bounces');
  });
});

test.each([
  [9, 100, false],
  [10, 100, true],
  [10, 501, false],
  [200, 10_000, true],
])('%i blocked of %i sent pauses: %s', (blocked, sent, pauses) => {
  expect(blockedTooOften({ blocked, sent })).toBe(pauses);
});
