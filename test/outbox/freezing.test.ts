/** A freeze whose letters are written while the first ones leave: killed, shared, paused and cancelled half way. */
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { usualRules } from '../../src/outbox/rules.ts';
import { noStages, type StagePlan } from '../../src/outbox/stages.ts';
import { freezeIssue } from '../../src/world/db/freeze.ts';
import { settleIssue } from '../../src/world/db/sends.ts';
import { waitingStage } from '../../src/world/db/stages.ts';
import { hashPads } from '../../src/world/db/suppression-hash.ts';
import { writeBatches, writeNext } from '../../src/world/db/unwritten.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { secret } from '../support/sender.ts';
import { startSender } from '../support/sender-process.ts';

const { signal } = new AbortController();
const send = (paper: TestPaper) => paper.process().send(newsletterName, period, { signal });

/** Six batches, of which the first four are written at once and the last two after them. */
const readers = 1_500;
const first = 1_000;

/** The freeze alone, as a process leaves it that is killed right after its commit. */
async function freeze({ database: { pool }, issueId }: TestPaper, stages: StagePlan = noStages) {
  const { rows } = await pool.query('select approved_hash from issues where id = $1', [issueId]);
  const frozen = await freezeIssue(pool, hashPads(secret), {
    ...{ issueId, newsletter: newsletterName, segment: null, premiumOnly: false, batchSize: 250 },
    ...{ edition: rows[0].approved_hash, unknown: 'at_most_once', rules: usualRules },
    ...{ stages: () => stages, dueBy: null },
  });
  if (typeof frozen === 'string') throw new Error(frozen);
  return frozen;
}

async function written({ database: { pool } }: TestPaper): Promise<{ letters: number; readers: number }> {
  const { rows } = await pool.query(
    'select count(*) as letters, count(distinct subscriber_id) as readers from letters',
  );
  return rows[0];
}

/** Letters per reader, as the relay recorded them. */
function copies({ server }: TestPaper): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { to } of server.letters) counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}
const twice = (paper: TestPaper) => [...copies(paper).values()].filter((count) => count > 1).length;

/** Whoever writes letters beyond the first ones stays in the midst of it, not committed, until this is disposed. */
async function holdWriters({ database: { pool } }: TestPaper) {
  await pool.query(`create function hold() returns trigger language plpgsql as $$ begin
    if exists (select from letters where batch >= 4) then perform pg_advisory_xact_lock(7); end if; return null; end $$`);
  await pool.query('create trigger hold after insert on letters for each statement execute function hold()');
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock(7)');
  return {
    [Symbol.asyncDispose]: async () => {
      await holder.query('select pg_advisory_unlock(7)');
      holder.release();
    },
  };
}

/** Until the question is answered with yes; the test's own limit ends it otherwise. */
async function until(pool: pg.Pool, question: string): Promise<void> {
  while (!(await pool.query<{ yes: boolean }>(`select ${question} as yes`)).rows[0]?.yes);
}
const someoneIsHeld =
  "exists (select from pg_locks where locktype = 'advisory' and objid = 7 and not granted)";

describe('a process that is killed while it writes a frozen audience', () => {
  it('leaves no reader out and writes to none twice', async () => {
    await using paper = await openPaper(readers);
    {
      await using _held = await holdWriters(paper);
      await using sender = startSender(paper);
      await until(paper.database.pool, someoneIsHeld);
      await until(paper.database.pool, "exists (select from letters where state = 'accepted')");
      sender.kill('SIGKILL');
      await sender.ended;
      expect(await written(paper)).toEqual({ letters: first, readers: first });
    }
    const outcome = await send(paper);
    expect(outcome).toMatchObject({ kind: 'sent', progress: { letters: readers } });
    expect(await written(paper)).toEqual({ letters: readers, readers });
    const { accepted = 0, unknown = 0 } = await paper.states();
    expect(accepted + unknown).toBe(readers);
    // Each of the four connections may have written one dot whose reply the dead process never read.
    expect(unknown).toBeLessThanOrEqual(4);
    expect(copies(paper).size).toBeGreaterThanOrEqual(accepted);
    expect(twice(paper)).toBe(0);
  });

  it('is followed by the sweeper, which writes the rest and rings for it', async () => {
    await using paper = await openPaper(readers);
    await freeze(paper);
    await writeNext(paper.database.pool, paper.issueId);
    expect(await written(paper)).toMatchObject({ letters: first });
    await paper.process().sweep();
    expect(await written(paper)).toEqual({ letters: readers, readers });
    expect(paper.rung).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is followed by a worker that is rung for a batch of which nothing is written', async () => {
    await using paper = await openPaper(readers);
    await freeze(paper);
    const worker = paper.process();
    expect(await worker.sendBatch(paper.issueId, 5, signal)).toMatchObject({
      kind: 'worked',
      sent: false,
      outcomes: { accepted: 250 },
    });
    expect(await written(paper)).toMatchObject({ letters: 250 });
  });
});

describe('several processes', () => {
  it('freeze one list at once and share its writing and its letters', async () => {
    await using paper = await openPaper(readers);
    const outcomes = await Promise.all([send(paper), send(paper)]);
    for (const outcome of outcomes) expect(['sent', 'already_sent']).toContain(outcome.kind);
    expect(await written(paper)).toEqual({ letters: readers, readers });
    expect(copies(paper).size).toBe(readers);
    expect(twice(paper)).toBe(0);
  });

  it('write each batch once, whole, whatever they do at the same time', async () => {
    await using paper = await openPaper(20_010);
    const { pool } = paper.database;
    const frozen = await freeze(paper);
    expect(frozen).toMatchObject({ letters: 20_010, batches: 81, released: 81 });
    const writeAll = async () => {
      while ((await writeNext(pool, paper.issueId)) > 0);
    };
    const one = (batch: number) =>
      writeBatches(pool, {
        issueId: paper.issueId,
        batches: { from: batch, to: batch },
        most: 1,
        others: 'wait',
      });
    await Promise.all([writeAll(), one(80), writeAll(), one(0), one(30)]);
    await writeAll();
    const { rows } = await pool.query(
      'select batch, count(*) as letters from letters group by batch order by batch',
    );
    expect(rows.map(({ batch }) => batch)).toEqual(Array.from({ length: 81 }, (_, at) => at));
    expect(rows.map(({ letters }) => letters)).toEqual([...Array(80).fill(250), 10]);
    expect(await written(paper)).toEqual({ letters: 20_010, readers: 20_010 });
  });
});

describe('a send whose audience is not written whole', () => {
  it('is not sent when every letter that is written has its outcome', async () => {
    await using paper = await openPaper(readers);
    const { pool } = paper.database;
    await freeze(paper);
    await writeNext(pool, paper.issueId);
    await pool.query("update letters set state = 'accepted', settled_at = now()");
    expect(await settleIssue(pool, paper.issueId)).toBe(false);
    const status = await paper.process().status(newsletterName, period);
    expect(status).toMatchObject({
      progress: { letters: readers, counts: { accepted: first, pending: readers - first } },
      batches: { through: 4, of: 6 },
    });
    expect(await send(paper)).toMatchObject({ kind: 'sent', progress: { counts: { accepted: readers } } });
    expect(paper.server.letters.length).toBe(readers - first);
  });

  it('does not let the next stage go either', async () => {
    await using paper = await openPaper(readers);
    const seeds = ['reader1@example.org' as EmailKey, 'reader2@example.org' as EmailKey];
    const frozen = await freeze(paper, { seeds, sharePercent: 0 });
    expect(frozen).toMatchObject({ batches: 7, released: 1 });
    expect(await waitingStage(paper.database.pool, paper.issueId)).toMatchObject({
      name: 'seeds',
      letters: 2,
      untried: 2,
      waiting: readers - 2,
    });
  });

  it('stands still while it is paused, and goes on with everybody', async () => {
    await using paper = await openPaper(readers);
    const { pool } = paper.database;
    const one = paper.process();
    let sending: ReturnType<typeof send> | undefined;
    let pausing: ReturnType<typeof one.pause> | undefined;
    {
      await using _held = await holdWriters(paper);
      sending = one.send(newsletterName, period, { signal });
      await until(pool, someoneIsHeld);
      pausing = one.pause(newsletterName, period);
    }
    expect(await pausing).toMatchObject({ kind: 'done' });
    await sending;
    const taken = paper.server.letters.length;
    expect(await one.send(newsletterName, period, { signal })).toMatchObject({
      kind: 'partly',
      because: { kind: 'paused' },
      progress: { letters: readers },
    });
    expect(paper.server.letters.length).toBe(taken);
    await one.resume(newsletterName, period);
    expect(await one.send(newsletterName, period, { signal })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: readers } },
    });
    expect(copies(paper).size).toBe(readers);
    expect(twice(paper)).toBe(0);
  });

  it('is cancelled as a whole, also what somebody is writing at that moment', async () => {
    await using paper = await openPaper(readers);
    const { pool } = paper.database;
    await freeze(paper);
    await writeNext(pool, paper.issueId);
    const one = paper.process();
    let cancelling: ReturnType<typeof one.cancel> | undefined;
    let writing: Promise<number> | undefined;
    {
      await using _held = await holdWriters(paper);
      writing = writeNext(pool, paper.issueId);
      await until(pool, someoneIsHeld);
      cancelling = one.cancel(newsletterName, period);
    }
    expect(await cancelling).toMatchObject({ kind: 'done', cancelledLetters: readers });
    await writing;
    expect(await paper.states()).toEqual({ cancelled: readers });
  });

  it('that a killed process cancelled is ended by the sweeper', async () => {
    await using paper = await openPaper(readers);
    await freeze(paper);
    await paper.database.pool.query("update issues set state = 'cancelled'");
    await paper.process().sweep();
    expect(await paper.states()).toEqual({ cancelled: readers });
  });
});

describe('the audience is that of one instant', () => {
  it('without who comes later, and with a counted letter for who leaves or is erased meanwhile', async () => {
    await using paper = await openPaper(20);
    const { pool } = paper.database;
    await freeze(paper);
    await pool.query("update subscriptions set state = 'unsubscribed' where subscriber_id = 3");
    await pool.query('delete from subscribers where id = 5');
    await pool.query(`with late as (insert into subscribers (email, email_key, created_at)
      values ('late@example.org', 'late@example.org', now()) returning id)
      insert into subscriptions (subscriber_id, newsletter, state, since) select id, 'lhebdo', 'active', now() from late`);
    expect(await send(paper)).toMatchObject({
      kind: 'sent',
      progress: { letters: 20, counts: { accepted: 18, suppressed: 2 } },
    });
    const { rows } = await pool.query(
      "select reply, subscriber_id as reader from letters where state = 'suppressed' order by reply",
    );
    expect(rows).toEqual([
      { reply: 'forgotten', reader: null },
      { reply: 'unsubscribed', reader: 3 },
    ]);
  });
});
