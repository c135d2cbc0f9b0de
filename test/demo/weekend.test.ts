import { expect, test } from 'vitest';
import { weekendWords } from '../../src/demo/weekend.ts';

test.each([
  ['a Monday', '2026-11-23', '28-29 novembre', '21-22 novembre', '27 novembre'],
  ['a Friday', '2026-11-27', '28-29 novembre', '21-22 novembre', '27 novembre'],
  ['a Saturday', '2026-11-28', '5-6 décembre', '21-22 novembre', '4 décembre'],
  ['a Sunday', '2026-11-22', '28-29 novembre', '14-15 novembre', '27 novembre'],
  ['the end of a month', '2026-10-28', '31 octobre-1er novembre', '24-25 octobre', '30 octobre'],
])('on %s the agenda speaks of the weekend to come', (_, day, next, last, friday) => {
  expect(weekendWords(new Date(`${day}T12:00:00Z`))).toEqual({ next, last, friday });
});
