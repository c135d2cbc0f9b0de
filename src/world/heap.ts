/** Keeps the process small while it reads much that it soon forgets. */
import { setFlagsFromString } from 'node:v8';

/**
 * V8 lets garbage pile up while the machine has memory: a round of 500 feeds, of which 30 MB are alive at any time,
 * grew the process to 400 MB. With these the same round stays under 280 MB and takes no more time (measured on
 * node 24). They hold for the rest of the process.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
}
