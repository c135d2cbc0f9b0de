/** The young part of the heap, in a process of its own that makes garbage as a send does. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Megabytes of the young part after garbage of which a little always lives for a moment. */
async function youngAfterGarbage(before: string): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { holdYoungHeap } from '${new URL('../../src/world/heap.ts', import.meta.url)}';
    const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1e6;
    let alive = [];
    let largest = 0;
    for (let round = 0; round < 150; round++) {
      ${before}
      alive = Array.from({ length: 60_000 }, (_, at) => ({ at, round, more: [at] }));
      largest = Math.max(largest, young());
    }
    console.log(largest, alive.length);`;
  // As far as V8 lets it grow on a machine with much memory.
  const options = ['--max-semi-space-size=64', '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return Number(stdout.split(' ')[0]);
}

it('stops growing where it is held, and would not stop by itself', async () => {
  const held = await youngAfterGarbage('holdYoungHeap();');
  expect(held).toBeGreaterThan(16);
  expect(held).toBeLessThan(72);
  expect(await youngAfterGarbage('')).toBeGreaterThan(held);
});
