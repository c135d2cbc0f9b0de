import { describe, expect, it } from 'vitest';
import { adapt, type Concurrency, type RelaySign, startConcurrency } from '../../src/outbox/concurrency.ts';

const taken: RelaySign = { kind: 'taken' };
const trouble = (open: number): RelaySign => ({ kind: 'trouble', what: 'it said 421', open });
const sessions = (state: Concurrency) => Math.floor(state.allowed);

/** `count` letters taken, one per millisecond from `from` on. */
function letters(state: Concurrency, count: number, from: number): Concurrency {
  let next = state;
  for (let at = 0; at < count; at++) next = adapt(next, taken, from + at);
  return next;
}

describe('sessions at once', () => {
  it('start with five and never exceed the most', () => {
    expect(sessions(startConcurrency(50))).toBe(5);
    expect(sessions(startConcurrency(2))).toBe(2);
    expect(sessions(letters(startConcurrency(20), 15, 0))).toBe(20);
    expect(sessions(letters(startConcurrency(20), 500, 0))).toBe(20);
  });

  it('are halved by trouble, once for all sessions that tell of it', () => {
    const busy = letters(startConcurrency(20), 100, 0);
    const once = adapt(busy, trouble(20), 1000);
    expect(sessions(once)).toBe(10);
    expect(adapt(once, trouble(19), 1400)).toBe(once);
    expect(sessions(adapt(once, trouble(10), 2000))).toBe(5);
    expect(once.trouble).toBe('it said 421');
  });

  it('are halved from what was open, not from what was allowed', () => {
    expect(sessions(adapt(letters(startConcurrency(50), 100, 0), trouble(8), 1000))).toBe(4);
  });

  it('never fall below one', () => {
    let state = startConcurrency(20);
    for (let at = 1; at < 20; at++) state = adapt(state, trouble(1), at * 5000);
    expect(sessions(state)).toBe(1);
  });

  it('grow by one per round after trouble, and stay below where it began for a minute', () => {
    const hurt = adapt(letters(startConcurrency(20), 100, 0), trouble(12), 1000);
    expect(sessions(hurt)).toBe(6);
    expect(sessions(letters(hurt, 7, 3000))).toBe(7);
    const recovered = letters(hurt, 1000, 3000);
    expect(sessions(recovered)).toBe(11);
    const later = letters(recovered, 1000, 62_000);
    expect(sessions(later)).toBe(20);
    expect(later.trouble).toBeNull();
  });
});
