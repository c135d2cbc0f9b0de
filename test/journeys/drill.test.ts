import { expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

test.each([
  ['at_most_once', 3],
  ['at_least_once', 5],
])(
  'a small drill under %s keeps the promise, and says so',
  async (policy, seed) => {
    const order = ['--letters', '300', '--faults', '5', '--policy', policy, '--seed', String(seed)];
    const { code, stdout, stderr } = await runProgram(['drill', ...order, '--json'], {});
    expect(stderr).toMatch(/5 of 5, at \d+ letters: /);
    const told = JSON.parse(stdout);
    expect(stderr).toContain(`300 letters, 5 faults, ${policy}, seed ${seed}`);
    expect(stderr).toMatch(/ 0 contradictions\.$/m);
    expect(told).toMatchObject({ letters: 300, faults: 5, lost: 0, promise: true });
    const keys = ['letters', 'accepted', 'duplicates', 'lost', 'unknown', 'faults', 'seconds', 'promise'];
    expect(Object.keys(told)).toEqual(keys);
    expect(told[policy === 'at_most_once' ? 'duplicates' : 'unknown']).toBe(0);
    expect(code).toBe(0);
  },
  400_000,
);

test('a drill that nobody could do is wrong use', async () => {
  const { code, stderr } = await runProgram(['drill', '--letters', 'many'], {});
  expect(code).toBe(2);
  expect(stderr).toContain('--letters');
});
