/** Pages with a relay and without a worker: a send that a fault ended goes on by itself, and by nobody twice. */
import { expect, it } from 'vitest';
import { goOnWithSends } from '../../src/app/going-on.ts';
import type { Period } from '../../src/audience/ids.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { shortTimes } from '../support/sender.ts';

const soon = { everyMs: 20, stillMs: 0 };

/** The pages of a process of the paper; what they began, and what each of their sends came to. */
function openPages(paper: TestPaper, signal: AbortSignal) {
  const one = paper.process(shortTimes);
  const begun: Promise<unknown>[] = [];
  const said: string[] = [];
  const say = (_: object, event: string) => void said.push(event);
  const goOn = (name: string, of: Period) =>
    void begun.push(one.send(name, of, { signal }).catch((error: unknown) => error));
  const world = { database: paper.database, log: { debug: say, info: say, warn: say, error: say } };
  return { one, begun, said, world, goOn };
}

it('when the relay is back', async () => {
  await using paper = await openPaper(30);
  const stop = new AbortController();
  const { one, begun, world, goOn } = openPages(paper, stop.signal);
  let away = true;
  paper.server.script = (moment) => (moment === 'greeting' && away ? { drop: 'rst' } : undefined);
  await expect(one.send(newsletterName, period, { signal: stop.signal })).rejects.toThrow('No session');
  goOnWithSends(world, { sweep: one.sweep, goOn }, stop.signal, soon);
  // As long as it is away each try ends with that.
  await expect.poll(() => begun.length).toBeGreaterThan(0);
  expect(String(await begun[0])).toContain('No session');
  away = false;
  await expect.poll(() => paper.issueState()).toBe('sent');
  stop.abort();
  await Promise.all(begun);
  expect(await paper.states()).toEqual({ accepted: 30 });
  expect(new Set(paper.server.letters.map(({ to }) => to)).size).toBe(30);
  expect(paper.server.letters).toHaveLength(30);
});

it('when the database is back, and what was through is ended', async () => {
  await using paper = await openPaper(3);
  const stop = new AbortController();
  const { one, begun, said, world, goOn } = openPages(paper, stop.signal);
  await one.send(newsletterName, period, { signal: stop.signal });
  // The answers were written, and the end was not.
  await paper.database.pool.query(`update issues set state = 'sending', sent_at = null`);
  let looks = 0;
  const sweep = async () => {
    if (++looks === 1) throw new Error('the database is away');
    return one.sweep();
  };
  goOnWithSends(world, { sweep, goOn }, stop.signal, soon);
  await expect.poll(() => paper.issueState()).toBe('sent');
  stop.abort();
  expect(said).toEqual(['sends that stand still could not be looked after']);
  expect(begun).toEqual([]);
});

it('but not while somebody is at it, nor while it waits for a reason', async () => {
  await using paper = await openPaper(3);
  const stop = new AbortController();
  const { one, begun, world, goOn } = openPages(paper, stop.signal);
  await one.send(newsletterName, period, { signal: AbortSignal.abort() });
  const { pool } = paper.database;
  await pool.query(
    `insert into pulses (process, issue_id, beat_at, pulse) select gen_random_uuid(), id, now() + interval '1 hour', '{}' from issues`,
  );
  let looks = 0;
  const sweep = async () => {
    looks++;
    return one.sweep();
  };
  goOnWithSends(world, { sweep, goOn }, stop.signal, soon);
  const twoLooks = () => {
    const from = looks;
    return expect.poll(() => looks).toBeGreaterThan(from + 2);
  };
  await twoLooks();
  await pool.query(
    `update sends set rests_until = now() + interval '1 hour', rest_reason = 'enough for today'`,
  );
  await pool.query('delete from pulses');
  await twoLooks();
  expect(begun).toEqual([]);
  await pool.query('update sends set rests_until = null');
  await expect.poll(() => paper.issueState()).toBe('sent');
  stop.abort();
  await Promise.all(begun);
  expect(paper.server.letters).toHaveLength(3);
});
