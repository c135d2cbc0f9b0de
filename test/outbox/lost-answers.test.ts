/** Answers that get lost and a queue that forgets, in the middle of a send with real servers. */
import { Redis } from 'ioredis';
import { expect, it, vi } from 'vitest';
import { startWorkers } from '../../jobs/workers.ts';
import type { LetterId } from '../../src/audience/ids.ts';
import { openWake } from '../../src/world/queue/wake.ts';
import { backends } from '../support/backends.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { silent, stepsWith } from '../support/queue-steps.ts';
import { quickTimes } from '../support/sender.ts';

const { signal } = new AbortController();
const readers = (paper: TestPaper) => new Set(paper.server.letters.map(({ to }) => to)).size;

it('a commit whose answer is lost lets no letter out twice, and holds none back', async () => {
  await using paper = await openPaper(200);
  const { pool } = paper.database;
  const real = pool.query.bind(pool) as (...values: unknown[]) => Promise<unknown>;
  let calls = 0;
  let lost = 0;
  const forgetful = async (...values: unknown[]) => {
    const answer = await real(...values);
    if ((values[0] as { name?: string }).name === 'record-letters' && ++calls % 7 === 0) {
      lost++;
      throw new Error('Connection terminated unexpectedly');
    }
    return answer;
  };
  Object.assign(pool, { query: forgetful });
  expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({
    kind: 'sent',
    progress: { counts: { accepted: 200, unknown: 0 } },
  });
  expect(lost).toBeGreaterThan(3);
  expect(paper.server.letters.length).toBe(200);
  expect(readers(paper)).toBe(200);
});

/** Whether a statement with these values says of the letter that it goes back in line. */
function isGivenBack(letter: LetterId | undefined, facts: readonly unknown[]): boolean {
  const [ids, states] = [facts[6] as LetterId[], facts[8] as string[]];
  return ids.some((id, at) => id === letter && states[at] === 'pending');
}

it('an outcome that is written once more leaves alone who has been claimed again since, by the same run', async () => {
  await using paper = await openPaper(30);
  const { pool } = paper.database;
  const real = pool.query.bind(pool) as (...values: unknown[]) => Promise<unknown>;
  const [dotWritten, toldAgain] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let letter: LetterId | undefined;
  let told = 0;
  const forgetful = async (...values: unknown[]) => {
    const { name, values: facts = [] } = values[0] as { name?: string; values?: unknown[] };
    if (name !== 'record-letters' || !isGivenBack(letter, facts)) return real(...values);
    if (++told > 1) await dotWritten.promise;
    const answer = await real(...values);
    if (told === 1) throw new Error('Connection terminated unexpectedly');
    toldAgain.resolve();
    return answer;
  };
  Object.assign(pool, { query: forgetful });
  let reader: string | undefined;
  paper.server.script = async (moment, { to }) => {
    // The first connection breaks before its first dot: the letter goes back, and the answer to that is lost.
    if (moment === 'data' && reader === undefined) {
      reader = to;
      const { rows } = await pool.query(
        'select l.id from letters l join subscribers s on s.id = l.subscriber_id where s.email = $1',
        [to],
      );
      letter = rows[0].id;
      return { drop: 'fin' };
    }
    if (moment !== 'dot' || to !== reader) return undefined;
    dotWritten.resolve();
    await toldAgain.promise;
    return undefined;
  };
  expect(await paper.process(quickTimes, 2).send(newsletterName, period, { signal })).toMatchObject({
    kind: 'sent',
    progress: { counts: { accepted: 30, unknown: 0 } },
  });
  expect(told).toBeGreaterThan(1);
  expect(readers(paper)).toBe(30);
  expect(paper.server.letters.length).toBe(30);
});

it('a Redis that is emptied in mid-run costs nothing: the sweeper rings again', async () => {
  await using paper = await openPaper(1000);
  const one = paper.process();
  const stop = new AbortController();
  paper.server.script = (moment) => {
    if (moment === 'greeting') stop.abort();
    return undefined;
  };
  await one.send(newsletterName, period, { signal: stop.signal });
  const backend = await backends.find(({ name }) => name === 'Redis')?.open();
  if (backend === undefined) throw new Error('no Redis');
  await using wake = openWake(async () => backend, silent);
  const redis = new Redis((backend.connection as { url: string }).url);
  let dots = 0;
  paper.server.script = async (moment) => {
    if (moment === 'dot' && ++dots === 100) await redis.flushdb();
    return undefined;
  };
  const steps = stepsWith({ sendBatch: one.sendBatch });
  await using _workers = startWorkers({ backend, steps, log: silent, concurrency: 2, sends: true });
  paper.rung.length = 0;
  await wake.addBatches(paper.issueId, [0, 1, 2, 3]);
  await vi.waitFor(
    async () => {
      await one.sweep();
      await wake.addBatches(paper.issueId, paper.rung.splice(0));
      expect(await paper.issueState()).toBe('sent');
    },
    { timeout: 40_000, interval: 500 },
  );
  redis.disconnect();
  expect(dots).toBeGreaterThan(100);
  expect(await paper.states()).toEqual({ accepted: 1000 });
  expect(paper.server.letters.length).toBe(1000);
  expect(readers(paper)).toBe(1000);
});
