import { describe, expect, it } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { judgeDrill } from '../../src/drill/verdict.ts';
import type { LetterState } from '../../src/outbox/ledger.ts';
import type { UnknownPolicy } from '../../src/outbox/send-ledger.ts';

function judged(states: LetterState[], taken: (number | null)[], doubts = 0, policy?: UnknownPolicy) {
  return judgeDrill({
    policy: policy ?? 'at_most_once',
    ledger: states.map((state, at) => ({ id: (at + 1) as LetterId, state })),
    taken: taken as (LetterId | null)[],
    doubts,
  });
}

describe('the verdict of a drill', () => {
  it('is good when ledger and relay say the same', () => {
    expect(judged(['accepted', 'accepted'], [2, 1])).toMatchObject({
      letters: 2,
      accepted: 2,
      promise: true,
    });
  });

  it('allows as many unknown letters as connections were in doubt, taken or not', () => {
    const states: LetterState[] = ['accepted', 'unknown', 'unknown'];
    expect(judged(states, [1, 3], 2)).toMatchObject({ unknown: 2, unknown_taken: 1, lost: 0, promise: true });
    expect(judged(states, [1, 3], 1).promise).toBe(false);
  });

  it.each<[string, LetterState[], (number | null)[], object]>([
    ['a letter that was taken twice', ['accepted'], [1, 1], { duplicates: 1, accepted: 0 }],
    ['a letter that the ledger believes to be taken', ['accepted'], [], { lost: 1 }],
    ['a letter that was left lying', ['pending'], [], { lost: 1 }],
    ['a letter that was taken and called refused', ['refused'], [1], { contradictions: 1, lost: 0 }],
    ['a letter that is in no ledger', ['accepted'], [1, 9], { contradictions: 1 }],
    ['a return path that is not ours', ['accepted'], [1, null], { contradictions: 1 }],
  ])('is bad with %s', (_, states, taken, figures) => {
    expect(judged(states, taken, 5)).toMatchObject({ ...figures, promise: false });
  });

  it('under at_least_once allows copies where there was doubt, and nobody unknown', () => {
    expect(judged(['accepted'], [1, 1], 1, 'at_least_once').promise).toBe(true);
    expect(judged(['accepted'], [1, 1], 0, 'at_least_once').promise).toBe(false);
    expect(judged(['unknown'], [1], 5, 'at_least_once').promise).toBe(false);
  });
});
