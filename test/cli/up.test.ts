import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { lastingPort } from '../../src/world/port.ts';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';
import { runProgram } from '../support/program.ts';

test('at its slot an approved issue leaves once, though two programs keep the schedules', async () => {
  await using newsroom = await openTestNewsroom();
  await makeReadyToSend(newsroom, 60);
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  // Approved long enough ago that nobody takes it back any more.
  await ledger.query("update issues set send_at = now(), approved_at = now() - interval '1 hour'");

  const up = newsroom.start('up');
  const worker = newsroom.start('worker');
  await Promise.all([up.says(/Hebdo is up/), worker.says(/Hebdo is up/)]);
  const health = await fetch(`${newsroom.publicUrl}/health`);
  expect([health.status, await health.json()]).toEqual([200, { ok: true, wrong: [] }]);
  await vi.waitFor(
    async () => {
      const { rows } = await ledger.query('select state from issues');
      expect(rows).toEqual([{ state: 'sent' }]);
    },
    { timeout: 200_000, interval: 500 },
  );
  const readers = newsroom.relay.arrived.map(({ to }) => to);
  expect(readers).toHaveLength(60);
  expect(new Set(readers).size).toBe(60);

  for (const program of [up, worker]) program.process.kill('SIGTERM');
  for (const ended of await Promise.all([up.ended, worker.ended]))
    expect(ended, ended.stderr).toMatchObject({ code: 0, stderr: '' });
  await ledger.end();
}, 240_000);

test.runIf(process.platform === 'linux')(
  'a program that stays takes its limits of memory by itself, and stays the process that was started',
  async () => {
    await using newsroom = await openTestNewsroom();
    const web = newsroom.start('web');
    await web.says(/Site on/);
    const command = await readFile(`/proc/${web.process.pid}/cmdline`, 'utf8');
    const environment = await readFile(`/proc/${web.process.pid}/environ`, 'utf8');
    expect(command.split('\0')).toEqual(expect.arrayContaining(['--max-semi-space-size=16', 'web']));
    expect(environment.split('\0')).toContain('MALLOC_ARENA_MAX=2');
    web.process.kill('SIGTERM');
    expect(await web.ended).toMatchObject({ code: 0, stderr: '' });
  },
  60_000,
);

test('a port that another program holds is named, with what to do', async () => {
  await using newsroom = await openTestNewsroom();
  const first = newsroom.start('web');
  await first.says(/Site on/);
  const second = await newsroom.hebdo('web');
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/another program does.*Set HEBDO_PORT/);
  first.process.kill('SIGINT');
  expect((await first.ended).code).toBe(0);
}, 120_000);

test('a database that is not there is named, its password is not', async () => {
  const port = await lastingPort();
  const ended = await runProgram(['status', 'lhebdo'], {
    DATABASE_URL: `postgres://u:hunter2@127.0.0.1:${port}/x`,
  });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`postgres://u:•••@127.0.0.1:${port}/x`);
  expect(ended.stderr).not.toContain('hunter2');
});

test('every start says the effective configuration on stderr, and stdout stays for the result', async () => {
  await using newsroom = await openTestNewsroom();
  const doctor = await newsroom.hebdo('doctor', '--json');
  expect(JSON.parse(doctor.stdout)).toMatchObject({ findings: expect.any(Array) });
  const loud = await runProgram(['status', 'nobody', '--json'], {
    DATABASE_URL: newsroom.databaseUrl,
    LOG_LEVEL: 'info',
    HEBDO_SECRET: 'a-secret-for-tests-only-0123456789',
    HEBDO_PROT: '8026',
  });
  expect(loud.stderr).toMatch(/hebdo: database postgres:\/\/hebdo:•••@127\.0\.0\.1/);
  expect(loud.stderr).toContain('is HEBDO_PORT meant?');
  expect(loud.stderr).not.toMatch(/for-tests-only/);
});
