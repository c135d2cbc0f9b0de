import { expect, test } from 'vitest';
import { openMetrics } from '../../src/app/metrics.ts';
import { stuckSends } from '../../src/world/db/pulses.ts';
import { openLog } from '../../src/world/log.ts';
import type { World } from '../../src/world/world.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';

const signal = new AbortController().signal;

test('while letters leave, any other process sees connections, costs and the reason for the rate', async () => {
  // Each answer waits until all was seen.
  let slow = true;
  await using paper = await openPaper(600, (moment) =>
    moment === 'dot' && slow ? { after: 250, say: '250 2.0.0 Ok' } : undefined,
  );
  const watcher = paper.process();
  const sent = paper.process(undefined, 4).send(newsletterName, period, { signal });
  const seen = async () => {
    const now = await watcher.status(newsletterName, period);
    return now.kind === 'started' ? now.live : undefined;
  };
  // The first beat may be of the beginning alone.
  await expect.poll(seen, { interval: 50 }).toMatchObject({
    pulses: [{ connections: 4, most: 4 }],
    whyNotFaster: expect.stringMatching(/^The relay takes \d+ ms a letter on each of 4 connections/),
  });
  expect((await seen())?.pulses[0]?.relayMs).toBeGreaterThan(200);
  const queue = { addBatches: async () => {}, backend: () => Promise.reject(new Error('away')) };
  const { database } = paper;
  await using metrics = openMetrics({ database, log: openLog('silent'), queue } as unknown as World);
  const figure = figuresOf(await metrics.text());
  expect([figure('connections'), figure('connections_most'), figure('sending_processes')]).toEqual([4, 4, 1]);
  expect(figure('letters_per_second')).toBeGreaterThan(0);
  expect(figure('eta_seconds')).toBeGreaterThan(0);
  expect(figure('last_tick_timestamp_seconds')).toBeGreaterThan(1_700_000_000);
  slow = false;
  await sent;
  const after = await watcher.status(newsletterName, period);
  expect(after).toMatchObject({ live: { pulses: [], movedAt: expect.any(Date), whyNotFaster: null } });
});

test.each([
  // Which of the two is what this relay was measured to answer faster.
  ['in one group where PIPELINING is offered', undefined, /^(one_group|overlapped)$/],
  ['step by step elsewhere', '250 relay.example', /^step_by_step$/],
])('status says which way the envelope goes: %s', async (_, offers, envelope) => {
  await using paper = await openPaper(300, (moment) =>
    moment === 'ehlo' && offers ? { say: offers } : undefined,
  );
  await paper.process(undefined, 1).send(newsletterName, period, { signal });
  expect(await paper.process().status(newsletterName, period)).toMatchObject({
    batches: { through: 2, of: 2, released: 2 },
    live: { relays: [{ envelope: expect.stringMatching(envelope), most: 1 }] },
  });
});

test('a send is stuck when letters could leave and none does, and not when it rests for a reason', async () => {
  await using paper = await openPaper(3);
  const { pool } = paper.database;
  await paper.process().send(newsletterName, period, { signal: AbortSignal.abort() });
  expect(await stuckSends(pool, 180)).toEqual([]);
  await pool.query(`update sends set frozen_at = now() - interval '10 minutes'`);
  expect(await stuckSends(pool, 180)).toMatchObject([
    { newsletter: newsletterName, period, seconds: expect.any(Number) },
  ]);
  await paper.process().pause(newsletterName, period);
  expect(await stuckSends(pool, 180)).toEqual([]);
  await paper.process().resume(newsletterName, period);
  expect(await stuckSends(pool, 180)).toEqual([]);
  await pool.query(`update sends set moved_at = now() - interval '10 minutes'`);
  expect(await stuckSends(pool, 180)).toHaveLength(1);
  await pool.query(`update letters set state = 'deferred', next_at = now() + interval '1 minute'`);
  expect(await stuckSends(pool, 180)).toEqual([]);
  await pool.query(`update letters set state = 'pending', next_at = null`);
  await paper.process().send(newsletterName, period, { signal });
  expect(await stuckSends(pool, 180)).toEqual([]);
});

test('a send is not stuck because its letters could not leave before: put in line again, of the next stage, after a rest', async () => {
  const release = { seeds: ['reader0@example.org'], share_percent: 0, from_letters: 0, settle_minutes: 0 };
  await using paper = await openPaper(3, undefined, { release });
  const { pool } = paper.database;
  const one = paper.process();
  const longAgo = () => pool.query(`update sends set moved_at = now() - interval '10 minutes'`);
  await one.send(newsletterName, period, { signal: AbortSignal.abort() });
  await longAgo();
  await pool.query(`update letters set state = 'accepted', settled_at = now() where batch = 0`);
  expect(await one.sweep()).toMatchObject({ batches: 0 });
  await pool.query(`update send_stages set tried_at = now() - interval '1 minute' where number = 1`);
  await one.sweep();
  expect(await one.status(newsletterName, period)).toMatchObject({ stage: null, batches: { released: 2 } });
  expect(await stuckSends(pool, 180)).toEqual([]);

  await longAgo();
  await pool.query(`update sends set rests_until = now() - interval '1 minute', rest_reason = 'enough'`);
  expect(await stuckSends(pool, 180)).toEqual([]);
  await pool.query(`update sends set rests_until = now() - interval '5 minutes'`);
  expect(await stuckSends(pool, 180)).toHaveLength(1);

  await pool.query(`update letters set state = 'given_up', settled_at = now()`);
  await one.sweep();
  await longAgo();
  expect(await one.reopen(newsletterName, period, ['given_up'])).toBe(3);
  expect(await stuckSends(pool, 180)).toEqual([]);
});

/** Figures of the one issue there is, by their names. */
function figuresOf(text: string): (name: string) => number {
  return (name) => Number(new RegExp(`^hebdo_${name}\\{.*\\} (.*)$`, 'm').exec(text)?.[1]);
}
