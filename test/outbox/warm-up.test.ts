import { expect, it } from 'vitest';
import { dailyCap, nextDay } from '../../src/outbox/warm-up.ts';

const plan = { since: '2026-11-20', firstDay: 500 };

it.each<[string, string, number | null]>([
  ['its first day', '2026-11-20T06:00:00Z', 500],
  ['its second', '2026-11-21T00:00:00Z', 1000],
  ['a week later', '2026-11-27T23:59:59Z', 64_000],
  ['grown up', '2026-12-02T00:00:00Z', null],
  ['years later', '2036-11-20T00:00:00Z', null],
  ['before its first day', '2026-11-01T00:00:00Z', 500],
])('letters on %s', (_, now, cap) => {
  expect(dailyCap(plan, new Date(now))).toBe(cap);
});

it('the next day begins at midnight UTC', () => {
  expect(nextDay(new Date('2026-11-24T05:00:00Z'))).toEqual(new Date('2026-11-25T00:00:00Z'));
});
