import { expect, test } from 'vitest';
import { openMetrics } from '../../src/app/metrics.ts';
import { healthPages, metricsBesideSite, metricsPage } from '../../src/app/watching.ts';
import { openLog } from '../../src/world/log.ts';
import type { World } from '../../src/world/world.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';

const signal = new AbortController().signal;

/** Its queue is away: the ledger knows enough. */
function worldOf({ database }: TestPaper): World {
  const queue = { addBatches: async () => {}, backend: () => Promise.reject(new Error('away')) };
  return { database, log: openLog('silent'), queue } as unknown as World;
}

async function figures(text: string): Promise<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line.startsWith('hebdo_'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [
        line.slice(0, at).replace(`newsletter="${newsletterName}",period="${period}"`, 'x'),
        Number(line.slice(at + 1)),
      ];
    }),
  );
}

test('Prometheus reads letters by provider and state, replies by code, and when something last moved', async () => {
  await using paper = await openPaper(10, (moment, { to }) =>
    moment === 'rcpt' && to === 'reader3@example.org' ? { say: '550 5.1.1 no such user' } : undefined,
  );
  await paper.database.pool.query(
    `update subscribers set email = 'r' || id || '@gmail.com', email_key = 'r' || id || '@gmail.com' where id <= 2`,
  );
  await paper.process().send(newsletterName, period, { signal });
  await using metrics = openMetrics(worldOf(paper));
  const page = metricsPage(metrics);
  const response = await page.request('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const read = await figures(await response.text());
  expect(read).toMatchObject({
    'hebdo_letters{x,provider="gmail",state="accepted"}': 2,
    'hebdo_letters{x,provider="others",state="accepted"}': 7,
    'hebdo_letters{x,provider="others",state="refused"}': 1,
    'hebdo_replies{x,code="250",enhanced="2.0.0"}': 9,
    'hebdo_replies{x,code="550",enhanced="5.1.1"}': 1,
    'hebdo_connections{x}': 0,
    'hebdo_sending_processes{x}': 0,
    'hebdo_stuck_seconds{x}': 0,
    'hebdo_release_stage{x}': 1,
    'hebdo_release_stages{x}': 1,
    'hebdo_release_waiting_letters{x}': 0,
    'hebdo_paused{x}': 0,
  });
  expect(Object.keys(read)).toContainEqual(
    expect.stringMatching(/^hebdo_relay_connections_allowed\{relay="127\.0\.0\.1:\d+"\}$/),
  );
  expect(read['hebdo_last_tick_timestamp_seconds{x}']).toBeGreaterThan(1_700_000_000);
  expect(await (await page.request('/metrics')).text()).toContain('process_resident_memory_bytes');
});

test('Prometheus reads which stage leaves, how many letters wait for it, and that a send is paused', async () => {
  const release = { seeds: ['reader1@example.org'], share_percent: 20, from_letters: 1, settle_minutes: 30 };
  await using paper = await openPaper(40, undefined, { release });
  const staged = async () => {
    await using metrics = openMetrics(worldOf(paper));
    const read = await figures(await metrics.text());
    return ['release_stage', 'release_stages', 'release_waiting_letters', 'paused'].map(
      (name) => read[`hebdo_${name}{x}`],
    );
  };
  const one = paper.process();
  await one.send(newsletterName, period, { signal, waitMs: 0 });
  expect(await staged()).toEqual([1, 3, 39, 0]);
  await one.pause(newsletterName, period, 'a wrong headline');
  expect(await staged()).toEqual([1, 3, 39, 1]);
  await one.resume(newsletterName, period);
  await one.send(newsletterName, period, { signal, waitMs: 0, atOnce: true });
  expect(await staged()).toEqual([3, 3, 0, 0]);
});

test('an issue that was sent days ago has no figures any more', async () => {
  await using paper = await openPaper(2);
  await paper.process().send(newsletterName, period, { signal });
  await paper.database.pool.query(`update issues set sent_at = now() - interval '3 days'`);
  await using metrics = openMetrics(worldOf(paper));
  expect(await metrics.text()).not.toContain('hebdo_letters{');
});

test('beside the site figures are not for those who come through a proxy', async () => {
  await using paper = await openPaper(1);
  await using metrics = openMetrics(worldOf(paper));
  const page = metricsBesideSite(metrics);
  expect((await page.request('/metrics')).status).toBe(200);
  for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
    expect((await page.request('/metrics', { headers: { [header]: '192.0.2.1' } })).status).toBe(404);
});

test('health fails when letters could leave and none does, and readers keep their pages', async () => {
  await using paper = await openPaper(3);
  await paper.process().send(newsletterName, period, { signal: AbortSignal.abort() });
  const pages = healthPages(worldOf(paper), () => []);
  const health = async (path = '/health') => {
    const response = await pages.request(path);
    return [response.status, await response.json()];
  };
  expect(await health()).toEqual([200, { ok: true, wrong: [] }]);
  await paper.database.pool.query(`update sends set frozen_at = now() - interval '10 minutes'`);
  const wrong = [
    expect.stringMatching(/^lhebdo 2026-W48: no letter has moved for 10 minutes.*hebdo status lhebdo/),
  ];
  expect(await health()).toEqual([503, { ok: false, wrong }]);
  expect(await health('/health/site')).toEqual([200, { ok: true, wrong: [] }]);
  await using metrics = openMetrics(worldOf(paper));
  expect((await figures(await metrics.text()))['hebdo_stuck_seconds{x}']).toBeGreaterThanOrEqual(600);
  await paper.process().send(newsletterName, period, { signal });
  expect(await health()).toEqual([200, { ok: true, wrong: [] }]);
});

test('health lets a relay in its warm-up rest until tomorrow, and status says so', async () => {
  await using paper = await openPaper(40);
  const today = new Date().toISOString().slice(0, 10);
  const plan = { query: `?warmup=${today}&warmup_first=20` };
  const one = paper.process(undefined, 2, undefined, plan);
  expect(await one.send(newsletterName, period, { signal })).toMatchObject({ because: { kind: 'resting' } });
  const pages = healthPages(worldOf(paper), () => []);
  const { pool } = paper.database;
  await pool.query(`update sends set moved_at = now() - interval '2 hours'`);
  expect((await pages.request('/health')).status).toBe(200);
  expect(await paper.process().status(newsletterName, period)).toMatchObject({
    live: {
      whyNotFaster: expect.stringMatching(/^The warm-up plan of today is used up.*from .* 00:00 UTC on\.$/),
    },
  });
  await pool.query(`update sends set rests_until = now() - interval '10 minutes'`);
  expect((await pages.request('/health')).status).toBe(503);
});

test('health fails when nobody writes a frozen audience into the ledger', async () => {
  await using paper = await openPaper(3);
  await paper.process().send(newsletterName, period, { signal: AbortSignal.abort() });
  const { pool } = paper.database;
  await pool.query(
    `with gone as (delete from letters returning issue_id, subscriber_id)
     insert into unwritten_batches (issue_id, batch, subscribers)
     select issue_id, 0, array_agg(subscriber_id) from gone group by issue_id`,
  );
  await pool.query(`update sends set frozen_at = now() - interval '10 minutes'`);
  expect((await healthPages(worldOf(paper), () => []).request('/health')).status).toBe(503);
});

test('health lets a stage be looked at, and fails when nobody lets the next one go', async () => {
  const release = { seeds: ['reader1@example.org'], share_percent: 0, from_letters: 0, settle_minutes: 30 };
  await using paper = await openPaper(3, undefined, { release });
  await paper.process().send(newsletterName, period, { signal, waitMs: 0 });
  const pages = healthPages(worldOf(paper), () => []);
  const movedAgo = (minutes: number) =>
    paper.database.pool.query(`update sends set moved_at = now() - $1 * interval '1 minute'`, [minutes]);
  await movedAgo(20);
  expect((await pages.request('/health')).status).toBe(200);
  await movedAgo(40);
  expect((await pages.request('/health')).status).toBe(503);
});

test('health names what the process and the database lack', async () => {
  await using paper = await openPaper(1);
  const world = worldOf(paper);
  const dead = {
    ...world,
    database: { ...world.database, db: null, pool: { query: async () => Promise.reject(new Error()) } },
  };
  const pages = healthPages(dead as unknown as World, () => ['no worker for gather']);
  expect(await (await pages.request('/health')).json()).toEqual({
    ok: false,
    wrong: ['the database does not answer', 'no worker for gather'],
  });
});
