import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Browser } from '../studio/room.ts';
import { runProgram, startProgram } from '../support/program.ts';

test('demo --once --json: a whole week, from feeds to letters, ends with one object', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'hebdo-demo-test-'));
  // Started by root, the demo's database runs as another user, who must be able to pass through.
  await chmod(temporary, 0o711);
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
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
  const left = await readdir(temporary);
  expect(left.filter((name) => name.startsWith('hebdo-'))).toEqual([]);
}, 300_000);

test('demo stays until it is stopped; its addresses answer, and an editor finds a draft waiting', async () => {
  const demo = startProgram(['demo'], {});
  try {
    await demo.says(/Ctrl-C/);
    for (const place of ['inbox', 'letter on the web', 'reader leaves', 'sample newsroom']) {
      const [, address = ''] = await demo.says(new RegExp(`${place}.*?(http://\\S+)`));
      expect((await fetch(address, { headers: { accept: 'text/html' } })).status, place).toBe(200);
    }
    await demo.says(/Waiting {3}L'Essentiel, n° \d+: a draft of \d+ articles/);
    const [, exported = ''] = await demo.says(/export (.+)/);
    const environment = Object.fromEntries(exported.split(' ').map((variable) => variable.split(/=(.*)/s)));
    const [, site = '', enter = ''] = await demo.says(/studio \(link, once\) +(http:\/\/[^/]+)(\S+)/);
    // As in a shell that names a real newsroom: nothing of it is left.
    const shell = { DATABASE_URL: 'postgres://hebdo:real@127.0.0.1:1/hebdo', HEBDO_SECRET: 'real'.repeat(8) };
    const inShell = { ...shell, REDIS_URL: 'redis://127.0.0.1:1', ...environment };
    const printed = await runProgram(['editors', 'link', 'redaction@lacalanque.example'], inShell);
    const again = printed.stdout.match(/http:\S+/)?.[0] ?? '';
    for (const link of [`${site}${enter}`, again]) {
      const browser = new Browser(site);
      const path = link.slice(site.length);
      await browser.post(path, await browser.fieldsOf(await browser.get(path)));
      const desk = await (await browser.get('/studio')).text();
      expect(desk, link).toMatch(/href="\/studio\/issue\/essentiel\/[\d-]+">Relire et approuver/);
    }
  } finally {
    demo.process.kill('SIGINT');
  }
  expect((await demo.ended).code).toBe(0);
}, 300_000);
