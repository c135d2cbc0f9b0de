/** A cancel that meets other statements of the ledger in the middle of its own. */
import { expect, it } from 'vitest';
import { newsletterName, openPaper, period } from '../support/outbox.ts';

it('goes on where PostgreSQL ended it because it and a tick of letters waited for each other', async () => {
  await using paper = await openPaper(20);
  const { pool } = paper.database;
  const one = paper.process();
  await one.send(newsletterName, period, { signal: AbortSignal.abort() });
  const { rows } = await pool.query<{ first: number; last: number }>(
    'select min(id) as first, max(id) as last from letters',
  );
  const [letters] = rows;
  const touch = (id: number | undefined) =>
    tick.query('update letters set reply = $2 where id = $1', [id, 'tick']);
  const waiting = async () =>
    (
      await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount;
  const tick = await pool.connect();
  await tick.query('begin');
  // The other one looks for a deadlock after a second, and is the one that is ended.
  await tick.query(`set local deadlock_timeout = '10 s'`);
  await touch(letters?.last);
  const cancelled = one.cancel(newsletterName, period);
  await expect.poll(waiting).toBeGreaterThan(0);
  await touch(letters?.first).finally(() => tick.query('commit'));
  tick.release();
  expect(await cancelled).toMatchObject({ kind: 'done', cancelledLetters: 20 });
  expect(await paper.states()).toEqual({ cancelled: 20 });
});
