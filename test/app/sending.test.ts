/** What a process without a relay does with an issue that is due: nothing that another one would have to undo. */
import { expect, test, vi } from 'vitest';
import { type SendingWorld, sending } from '../../src/app/sending.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { sampleNewsletter, secret } from '../support/sender.ts';

const signal = new AbortController().signal;

test('without a relay a draft that may leave unattended is neither approved nor sent here, and that is said', async () => {
  await using paper = await openPaper(3);
  await paper.database.pool.query(
    `update issues set state = 'draft', approved_hash = null, send_at = now() - interval '1 minute'`,
  );
  const newsletter = { ...(await sampleNewsletter(newsletterName)), approval: 'none' };
  const said: object[] = [];
  const approve = vi.fn(async () => []);
  const world = {
    clock: { now: () => new Date() },
    database: paper.database,
    log: { info: () => {}, warn: (facts: object, event: string) => void said.push({ event, ...facts }) },
    relay: undefined,
    secret,
    templates: { newsletter: async () => newsletter },
  } as unknown as SendingWorld;
  const process = sending(world, approve);
  expect(await process.releaseIfDue(newsletterName, signal)).toBeNull();
  expect(said).toEqual([
    {
      event: 'an issue is due and SMTP_URL is not set here: left to a process that has a relay',
      newsletter: newsletterName,
      period,
    },
  ]);
  await expect(process.send(newsletterName, period, { signal })).rejects.toThrow('set SMTP_URL');
  expect(await process.send(newsletterName, period, { signal, dryRun: true })).toMatchObject({
    kind: 'dry_run',
  });
  expect(approve).not.toHaveBeenCalled();
  expect([await paper.issueState(), await paper.states()]).toEqual(['draft', {}]);
});

test('an issue that does not leave keeps no later one of its newsletter, nor does one whose send fails', async () => {
  await using paper = await openPaper(3, undefined, { approval: 'none' });
  const { pool } = paper.database;
  await pool.query(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until, send_at)
     select newsletter, p, 448, date, 'approved', subject, hash, now(), now(), now() - ago::interval
     from issues, (values ('2026-W49', repeat('0', 64), '2 hours'), ('2026-W50', null, '1 hour')) later(p, missing, ago),
       lateral (select coalesce(missing, approved_hash) as hash) of`,
  );
  // The check stands against the first one.
  await pool.query(
    `update issues set state = 'draft', approved_hash = null, send_at = now() - interval '1 day' where period = $1`,
    [period],
  );
  const steps = paper.process();
  await expect(steps.releaseIfDue(newsletterName, signal)).rejects.toThrow('is not stored');
  const { rows } = await pool.query('select period, state from issues order by period');
  expect(rows).toEqual([
    { period, state: 'draft' },
    { period: '2026-W49', state: 'sending' },
    { period: '2026-W50', state: 'sent' },
  ]);
  expect(paper.server.letters).toHaveLength(3);
  expect(await steps.releaseIfDue(newsletterName, signal)).toEqual({ period, outcome: 'not_approved' });
});
