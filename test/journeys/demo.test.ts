import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, startProgram } from '../support/program.ts';

test('demo --once --json: a whole week, from feeds to letters, ends with one object', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'hebdo-demo-test-'));
  const ended = await runProgram(['demo', '--once', '--json'], { TMPDIR: temporary });
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  expect(ended.stdout.trim().split('\n')).toHaveLength(1);
  const report = JSON.parse(ended.stdout);
  expect(report).toMatchObject({
    newsletter: 'lhebdo',
    number: expect.any(Number),
    issue: expect.stringMatching(/^\d{4}-W\d{2}$/),
    refused: 0,
    unknown: 0,
    edition: expect.stringMatching(/^[0-9a-f]{64}$/),
    seconds: expect.any(Number),
  });
  expect(report.articles).toBeGreaterThanOrEqual(15);
  expect(report.recipients).toBeGreaterThan(200);
  expect(report.accepted).toBe(report.recipients);
  expect(await readdir(temporary), 'left behind').toEqual([]);
  await rm(temporary, { recursive: true });
}, 180_000);

test('demo stays until it is stopped, and shows where to look', async () => {
  const demo = startProgram(['demo'], {});
  try {
    const [, inbox = ''] = await demo.says(
      /(http:\/\/127\.0\.0\.1:\d+\/)\s.*inbox|inbox.*?(http:\/\/127\.0\.0\.1:\d+\/)/i,
    );
    await demo.says(/Ctrl-C/);
    expect(inbox).not.toBe('');
  } finally {
    demo.process.kill('SIGINT');
  }
  expect((await demo.ended).code).toBe(0);
}, 180_000);
