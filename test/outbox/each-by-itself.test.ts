import { expect, test } from 'vitest';
import { eachByItself } from '../../src/outbox/each-by-itself.ts';

test('one that fails keeps none of those after it, and its fault is told at the end', async () => {
  const seen: number[] = [];
  const act = async (item: number) => {
    seen.push(item);
    if (item !== 2) return item * 10;
    throw new Error('the second');
  };
  await expect(eachByItself([1, 2, 3], act)).rejects.toThrow('the second');
  expect(seen).toEqual([1, 2, 3]);
  expect(await eachByItself([1, 3], act)).toEqual([10, 30]);
});

test('a signal ends it after the one at hand, with what came of it', async () => {
  const stop = new AbortController();
  const act = async (item: number) => {
    stop.abort();
    return item;
  };
  expect(await eachByItself([1, 2], act, stop.signal)).toEqual([1]);
});
