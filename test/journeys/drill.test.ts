import { appendFile, chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, startProgram } from '../support/program.ts';

test.each([
  // A process that sends is killed first: its lease, the longest wait of all, runs out while the other faults happen.
  ['at_most_once', 36],
  ['at_least_once', 50],
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

test('a drill whose relay has one letter twice says that the promise is broken, exits 1, and keeps what proves it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-broken-'));
  // Whom the database runs as passes through here.
  await chmod(folder, 0o711);
  const drill = startProgram(['drill', '--letters', '300', '--faults', '1', '--seed', '6'], {
    TMPDIR: folder,
  });
  try {
    await drill.says(/1 of 1, at \d+ letters: /);
    const [home = ''] = await readdir(folder);
    const record = join(folder, home, 'taken');
    const [first] = (await readFile(record, 'utf8')).split('\n');
    await appendFile(record, `${first}\n`);
    const { code, stdout } = await drill.ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}duplicates +1$/m);
    expect(stdout).toMatch(/^ {2}lost +0$/m);
    expect(stdout).toMatch(/^ {2}faults +1$/m);
    expect(stdout).toContain(`THE PROMISE IS BROKEN`);
    expect(stdout).toContain(join(folder, home));
    expect(await readdir(join(folder, home))).toEqual(
      expect.arrayContaining(['taken', 'send.log', 'worker.log']),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 400_000);

test('a drill that nobody could do is wrong use', async () => {
  const { code, stderr } = await runProgram(['drill', '--letters', 'many'], {});
  expect(code).toBe(2);
  expect(stderr).toContain('--letters');
});
