/** Keeps the process small while it reads much that it soon forgets. */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 lets garbage pile up while the machine has memory: a round of 500 feeds, of which 30 MB are alive at any time,
 * grew the process to 400 MB, an import of 100,000 readers with 50 MB alive to 340 MB. Measured on node 24: the round
 * stays under 280 MB at 40 per cent and takes no more time; the import under 180 MB at 30 per cent, for half as much
 * processor time again. Holds for the rest of the process.
 */
export function keepHeapSmall(growingPercent: 30 | 40): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
}

/** From this size on, in bytes, the young part of the heap is to grow no more: two halves of 16 MB, as after most starts. */
const youngEnough = 32_000_000;

/**
 * V8 doubles the young part of its heap while garbage is made in it quickly, to 128 MB, though nothing of it lives: that is
 * all by which a send of a million letters was larger than one of ten thousand (278 MB against 163). Called each second
 * while letters leave: a young part that V8 made small while nothing happened may become as large again as pays, since
 * a small one costs processor time, and no larger.
 */
export function holdYoungHeap(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  const held = (young?.space_size ?? 0) >= youngEnough;
  setFlagsFromString(`--semi-space-growth-factor=${held ? 1 : 2}`);
}

let clearsSooner = false;

/**
 * V8 clears the old part of its heap when that is four times what it held at the start: a send of a million letters, of which
 * 20 MB are alive at any time, carried 70 MB of garbage with it. From now on at 1.4 times what lives, which comes every ten
 * seconds or so and takes some 20 ms; the limit counts from the last clearing, so this begins with one. Once for the process,
 * however often it is asked for: a worker begins anew with each batch, and should not stand still each time.
 */
export function clearOldHeapSooner(): void {
  if (clearsSooner) return;
  clearsSooner = true;
  setFlagsFromString('--heap-growing-percent=40');
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
