import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestNewsroom, type TestNewsroom } from '../support/newsroom.ts';
import { runProgram } from '../support/program.ts';

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await openTestNewsroom();
});
afterAll(() => newsroom?.[Symbol.asyncDispose]());

test('a wrong newsletter.yaml names file, line and key of every fault', async () => {
  const file = join(newsroom.templates, 'lhebdo', 'newsletter.yaml');
  const right = await readFile(file, 'utf8');
  await writeFile(file, right.replace('approval: one', 'approval: three\ncolour: blue'));
  const line = right.split('\n').findIndex((text) => text.startsWith('approval:')) + 1;
  const ended = await newsroom.hebdo('draft', 'lhebdo');
  await writeFile(file, right);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`newsletter.yaml:${line}: approval:`);
  expect(ended.stderr).toContain('colour');
  expect(ended.stdout).toBe('');
});

test('a newsletter that does not exist: the known ones are named', async () => {
  const ended = await newsroom.hebdo('draft', 'lhedbo');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/no newsletter "lhedbo".*lhebdo/s);
});

test('a folder that cannot be a newsletter’s name: why, and which one would do', async () => {
  const folder = join(newsroom.templates, 'Ma Lettre');
  await cp(join(newsroom.templates, 'lhebdo'), folder, { recursive: true });
  const ended = await newsroom.hebdo('draft', 'Ma Lettre');
  await rm(folder, { recursive: true });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/cannot be called so.*«ma-lettre»/s);
});

test('a wrong environment names every variable at once', async () => {
  const ended = await runProgram(['draft', 'lhebdo'], { HEBDO_PORT: 'http', SMTP_URL: 'mail.example.org' });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('HEBDO_PORT');
  expect(ended.stderr).toContain('SMTP_URL');
});

test.each(['send', 'status', 'pause'])(
  '%s without an issue names the period that it looked for',
  async (command) => {
    const ended = await newsroom.hebdo(command, 'lhebdo', '--week', '2026-W02');
    expect(ended.stdout).toMatch(/no issue of 2026-W02 yet.*hebdo draft lhebdo --week 2026-W02/);
    const json = await newsroom.hebdo(command, 'lhebdo', '--week', '2026-W02', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      outcome: 'no_issue',
      newsletter: 'lhebdo',
      period: '2026-W02',
    });
  },
);

test('an unknown command is wrong use, with help on stderr', async () => {
  const ended = await runProgram(['sned', 'lhebdo'], {});
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('sned');
});
