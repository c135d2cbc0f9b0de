/** The heap's two parts, in a process of its own that makes garbage as a send does. */
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

/** Megabytes of the old part, at most, where what is made lives for a while and then dies. */
async function oldAtMost(before: string): Promise<number> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { clearOldHeapSooner } from '${new URL('../../src/world/heap.ts', import.meta.url)}';
    const old = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_size / 1e6;
    ${before}
    const alive = [];
    let largest = 0;
    for (let round = 0; round < 400; round++) {
      alive[round % 10] = Array.from({ length: 20_000 }, (_, at) => ({ at, round, more: [at] }));
      largest = Math.max(largest, old());
    }
    console.log(largest);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return Number(stdout);
}

it('is cleared sooner where that was asked for', async () => {
  expect(await oldAtMost('clearOldHeapSooner();')).toBeLessThan(await oldAtMost(''));
});
