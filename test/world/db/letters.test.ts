/** The ledger's guards one by one, without anything beside them that would catch the same mistake later. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmailKey } from '../../../src/audience/address.ts';
import { emailHash } from '../../../src/audience/email-hash.ts';
import type { IssueId, LetterId } from '../../../src/audience/ids.ts';
import type { ClaimedLetter, LetterOutcome, RunId } from '../../../src/outbox/ledger.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { claimLetters, type PacedClaim, recordLetters } from '../../../src/world/db/letters.ts';
import { endRun, type Run, renewLease, returnExpired, returnOrphans } from '../../../src/world/db/runs.ts';
import { idleBatches, reopenLetters, settleIssue } from '../../../src/world/db/sends.ts';
import { hashPads } from '../../../src/world/db/suppression-hash.ts';
import { openTestDatabase } from '../../support/database.ts';

const secret = 'a secret of at least thirty-two characters';
const pads = hashPads(secret);
let database: Database;
let tests = 0;
let leaving: EmailKey;
let issueId: IssueId;
let letter: LetterId;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database[Symbol.asyncDispose]());

/** One reader, one letter of a send on its way, of its own for each test. */
beforeEach(async () => {
  leaving = `r${++tests}@example.org` as EmailKey;
  const { rows } = await query(
    `with reader as (insert into subscribers (email, email_key, created_at) values ($1, $1, now()) returning id),
     issue as (
       insert into issues (newsletter, period, number, date, state, subject, drafted_at, articles_until, sending_at)
       values ('lhebdo', $2, 1, '2026-11-24', 'sending', 's', now(), now(), now()) returning id)
     select reader.id as reader, issue.id as issue from reader, issue`,
    [leaving, `2026-W${10 + tests}`],
  );
  const { reader, issue } = rows[0];
  issueId = issue;
  await query(
    `insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, 'lhebdo', 'active', now())`,
    [reader],
  );
  await query(`insert into editions (hash, issue_id, content, created_at) values ($1, $2, '{}', now())`, [
    `edition ${issue}`,
    issue,
  ]);
  await query(
    `insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, frozen_at)
     values ($1, $2, 1, 1, 1, 1, 'at_most_once', now())`,
    [issue, `edition ${issue}`],
  );
  const written = await query(
    `insert into letters (issue_id, subscriber_id, batch, provider) values ($1, $2, 0, 'others') returning id`,
    [issue, reader],
  );
  letter = written.rows[0].id;
});

const query = (text: string, values: unknown[] = []) => database.pool.query(text, values);

function newRun(): Run {
  return { id: randomUUID() as RunId, issueId, batches: { from: 0, to: 0 }, leaseMs: 60_000 };
}

/** What each run was last told of its letter's claim. */
const claims = new Map<RunId, number>();

async function claimed(
  run: Run,
  {
    pool = database.pool,
    limit = 10,
    paced = [],
  }: { pool?: pg.Pool; limit?: number; paced?: PacedClaim[] } = {},
): Promise<readonly ClaimedLetter[]> {
  const { letters } = await claimLetters(pool, pads, { run, from: 0, limit, paced });
  for (const { claim } of letters) claims.set(run.id, claim);
  return letters;
}

const claim = async (...of: Parameters<typeof claimed>) => (await claimed(...of)).map(({ id }) => id);

/** Whether the dot may be written. */
async function ask({ id }: Run, claim = claims.get(id) ?? 0): Promise<boolean> {
  const record = { runId: id, issueId, asked: [{ id: letter, claim }], outcomes: [] };
  return (await recordLetters(database.pool, pads, record)).has(letter);
}

async function tell(
  { id }: Run,
  state: LetterOutcome['state'],
  code: number | null = 250,
  claim = claims.get(id) ?? 0,
): Promise<void> {
  const said = { code, enhanced: null, text: null, step: null, delayMs: 60_000, lost: false };
  const outcome = { letterId: letter, claim, state, ...said };
  await recordLetters(database.pool, pads, { runId: id, issueId, asked: [], outcomes: [outcome] });
}

/** A statement of a connection that broke: it is at work while others ask, and commits when the test says so. */
async function inDoubt(): Promise<{ readonly pool: pg.Pool; readonly commit: () => Promise<void> }> {
  const client = await database.pool.connect();
  await client.query('begin');
  const commit = async () => {
    await client.query('commit');
    client.release();
  };
  return { pool: client as unknown as pg.Pool, commit };
}

const row = async () => (await query('select state, reply from letters where id = $1', [letter])).rows[0];
const state = async () => (await row()).state;

/** The lease of whoever holds a letter runs out, as of a process that sleeps. */
async function outlive(): Promise<void> {
  await query(`update runs set lease_until = now() - interval '1 second' where issue_id = $1`, [issueId]);
  await returnExpired(database.pool);
}

describe('a run that lost its lease', () => {
  it('has no right to a dot, not even while another run holds the same letter', async () => {
    const [asleep, awake] = [newRun(), newRun()];
    expect(await claim(asleep)).toEqual([letter]);
    await outlive();
    expect(await ask(asleep)).toBe(false);
    expect(await claim(awake)).toEqual([letter]);
    expect(await ask(asleep)).toBe(false);
    expect(await state()).toBe('claimed');
    expect(await ask(awake)).toBe(true);
  });

  it('cannot settle what another run holds', async () => {
    const [asleep, awake] = [newRun(), newRun()];
    await claim(asleep);
    await outlive();
    await claim(awake);
    await ask(awake);
    for (const outcome of ['pending', 'deferred', 'refused', 'accepted'] as const)
      await tell(asleep, outcome);
    expect(await state()).toBe('dotted');
    await tell(awake, 'accepted');
    expect(await state()).toBe('accepted');
  });

  it('does not get it back by renewing it', async () => {
    const [asleep, awake] = [newRun(), newRun()];
    await claim(asleep);
    await outlive();
    await renewLease(database.pool, asleep);
    expect(await ask(asleep)).toBe(false);
    expect(await claim(awake)).toEqual([letter]);
  });

  it('leaves its dot as a doubt; its late answer is believed when the relay took or refused the letter', async () => {
    const asleep = newRun();
    await claim(asleep);
    await ask(asleep);
    await outlive();
    expect(await state()).toBe('unknown');
    await tell(asleep, 'pending', null);
    await tell(asleep, 'deferred', 450);
    expect(await state()).toBe('unknown');
    await tell(asleep, 'accepted');
    expect(await state()).toBe('accepted');
  });
});

describe('a letter that was put off', () => {
  it('keeps its place: when it is due it goes before those that were never tried', async () => {
    const { rows } = await query(
      `with readers as (
         insert into subscribers (email, email_key, created_at)
         select 'later' || n || $1, 'later' || n || $1, now() from generate_series(1, 3) n returning id),
       asked as (
         insert into subscriptions (subscriber_id, newsletter, state, since)
         select id, 'lhebdo', 'active', now() from readers)
       insert into letters (issue_id, subscriber_id, batch, provider) select $2, id, 0, 'others' from readers returning id`,
      [leaving, issueId],
    );
    const later = rows.map(({ id }) => id);
    const claimOne = (run: Run) => claim(run, { limit: 1 });
    const first = newRun();
    expect(await claimOne(first)).toEqual([letter]);
    await tell(first, 'deferred', 450);
    expect(await claimOne(newRun())).toEqual([later[0]]);
    await query(`update letters set next_at = now() - interval '1 second' where id = $1`, [letter]);
    expect(await claimOne(newRun())).toEqual([letter]);
    expect(await claimOne(newRun())).toEqual([later[1]]);
  });
});

describe('a run that holds its lease', () => {
  it('keeps its letter from others and from the sweeper', async () => {
    const one = newRun();
    await claim(one);
    await returnExpired(database.pool);
    expect(await claim(newRun())).toEqual([]);
    expect(await ask(one)).toBe(true);
    await returnExpired(database.pool);
    expect(await state()).toBe('dotted');
  });

  it('keeps one that was put off before and has come due', async () => {
    const first = newRun();
    await claim(first);
    await tell(first, 'deferred', 450);
    expect(await claim(newRun())).toEqual([]);
    await query(`update letters set next_at = now() - interval '1 second' where id = $1`, [letter]);
    const one = newRun();
    expect(await claim(one)).toEqual([letter]);
    expect(await claim(newRun())).toEqual([]);
    expect(await ask(one)).toBe(true);
  });

  it.each<[string, PacedClaim[]]>([
    ['of any provider', []],
    ['of a provider with a pace', [{ provider: 'others', letters: 5, from: 0 }]],
  ])(
    'is not waited for by another one: a letter %s that is being claimed is passed over',
    async (_, paced) => {
      const first = await database.pool.connect();
      try {
        await first.query('begin');
        await first.query('select from letters where id = $1 for update', [letter]);
        const taken = await Promise.race([
          claim(newRun(), { paced }),
          sleep(20_000, 'it waits', { ref: false }),
        ]);
        expect(taken).toEqual([]);
      } finally {
        await first.query('rollback');
        first.release();
      }
      expect(await claim(newRun(), { paced })).toEqual([letter]);
    },
  );

  it('is allowed one dot for one claim', async () => {
    const one = newRun();
    await claim(one);
    expect(await ask(one)).toBe(true);
    expect(await ask(one)).toBe(false);
    await tell(one, 'pending', null);
    expect(await ask(one)).toBe(false);
    expect(await claim(one)).toEqual([letter]);
    expect(await ask(one)).toBe(true);
  });

  it('settles a letter once: the first answer stays, however often another one is told', async () => {
    const one = newRun();
    await claim(one);
    await ask(one);
    await tell(one, 'accepted');
    for (const outcome of ['pending', 'deferred', 'refused', 'unknown'] as const) await tell(one, outcome);
    expect(await state()).toBe('accepted');
  });
});

describe('a letter that went back and was claimed again by the same run', () => {
  const claimedTwice = async (before: (one: Run) => Promise<unknown>) => {
    const one = newRun();
    await claim(one);
    const first = claims.get(one.id) ?? 0;
    await before(one);
    await tell(one, 'pending', null);
    expect(await claim(one)).toEqual([letter]);
    return { one, first };
  };

  it.each(['pending', 'deferred', 'refused', 'unknown', 'given_up', 'accepted'] as const)(
    'is not touched by what is told once more of the claim before: %s',
    async (outcome) => {
      const { one, first } = await claimedTwice(ask);
      await tell(one, outcome, null, first);
      expect(await state()).toBe('claimed');
      expect(await ask(one)).toBe(true);
      await tell(one, outcome, null, first);
      expect(await state()).toBe('dotted');
      await tell(one, 'accepted');
      expect(await state()).toBe('accepted');
    },
  );

  it('gets no dot by a question of the claim before, which the server answers only now', async () => {
    const { one, first } = await claimedTwice(async () => undefined);
    expect(await ask(one, first)).toBe(false);
    expect(await state()).toBe('claimed');
    expect(await ask(one)).toBe(true);
  });
});

describe('the time that a letter may be put off', () => {
  const firstTriedAt = async (run: Run) => (await claimed(run))[0]?.firstTriedAt.getTime() ?? Number.NaN;
  const daysAgo = () =>
    query(`update letters set tried_at = tried_at - interval '3 days' where id = $1`, [letter]);
  const today = () => Date.now() - 3_600_000;

  it.each<[string, (one: Run) => Promise<unknown>]>([
    ['was given back before its turn', (one) => tell(one, 'pending', null)],
    ['was asked for while the send was paused', ask],
    ['was held by a process that died', outlive],
  ])('begins anew for one that %s, without an attempt', async (_, goesBack) => {
    const one = newRun();
    await claim(one);
    await query(`update issues set state = 'paused' where id = $1`, [issueId]);
    await goesBack(one);
    expect(await state()).toBe('pending');
    await daysAgo();
    await query(`update issues set state = 'sending' where id = $1`, [issueId]);
    expect(await firstTriedAt(newRun())).toBeGreaterThan(today());
  });

  it('goes on for one that the relay has put off, also when it was given back since', async () => {
    const first = newRun();
    await claim(first);
    await tell(first, 'deferred', 450);
    await daysAgo();
    await query(`update letters set next_at = now() - interval '1 second' where id = $1`, [letter]);
    const second = newRun();
    expect(await firstTriedAt(second)).toBeLessThan(today());
    await tell(second, 'pending', null);
    expect(await firstTriedAt(newRun())).toBeLessThan(today());
  });

  it('begins anew for one that a person puts in line again', async () => {
    const one = newRun();
    await claim(one);
    await tell(one, 'given_up', 450);
    await daysAgo();
    await reopenLetters(database.pool, issueId, ['given_up']);
    expect(await firstTriedAt(newRun())).toBeGreaterThan(today());
  });
});

describe('a run that ends', () => {
  const runs = async () =>
    (await query('select from runs where issue_id = $1', [issueId])).rowCount as number;

  it('is forgotten when it holds nothing, and kept while it holds a letter', async () => {
    const one = newRun();
    await claim(one);
    await endRun(database.pool, one.id);
    expect(await runs()).toBe(1);
    await tell(one, 'pending', null);
    await endRun(database.pool, one.id);
    expect(await runs()).toBe(0);
  });

  it('is kept by a claim whose answer was lost and which is still at work', async () => {
    const one = newRun();
    await claim(one);
    await tell(one, 'pending', null);
    const late = await inDoubt();
    expect(await claim(one, { pool: late.pool })).toEqual([letter]);
    const ended = endRun(database.pool, one.id);
    await isWaitedFor();
    await late.commit();
    await ended;
    expect(await runs()).toBe(1);
    await outlive();
    expect(await state()).toBe('pending');
  });

  /** Until a statement waits for the lock of another one. */
  const isWaitedFor = () =>
    expect
      .poll(async () => {
        const { rows } = await query(
          `select count(*)::int as count from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%delete from runs%'`,
        );
        return rows[0].count;
      })
      .toBe(1);
});

describe('a letter of a run that nobody knows any more', () => {
  const orphan = () => query('delete from runs where issue_id = $1', [issueId]);

  it('holds up its batch and the end of the send, until the sweeper gives it back', async () => {
    await claim(newRun());
    await orphan();
    await returnExpired(database.pool);
    expect(await idleBatches(database.pool, issueId)).toEqual([]);
    expect(await returnOrphans(database.pool, issueId)).toEqual({ returned: 1, unknown: 0 });
    expect(await idleBatches(database.pool, issueId)).toEqual([0]);
    expect(await claim(newRun())).toEqual([letter]);
  });

  it('is a doubt when its dot was committed', async () => {
    const one = newRun();
    await claim(one);
    await ask(one);
    await orphan();
    expect(await returnOrphans(database.pool, issueId)).toEqual({ returned: 0, unknown: 1 });
    await tell(one, 'accepted');
    expect(await state()).toBe('accepted');
  });

  it('is not looked for while a run holds letters of the issue', async () => {
    const one = newRun();
    await claim(one);
    await ask(one);
    expect(await returnOrphans(database.pool, issueId)).toEqual({ returned: 0, unknown: 0 });
    expect(await state()).toBe('dotted');
  });
});

const ofReader = 'subscriber_id = (select id from subscribers where email_key = $1)';

/** What may happen to a reader or a send between two questions. */
const hindrances: [string, () => Promise<unknown>, letter: string, reply: string | null][] = [
  [
    'who unsubscribed',
    () => query(`update subscriptions set state = 'unsubscribed' where ${ofReader}`, [leaving]),
    'suppressed',
    'unsubscribed',
  ],
  [
    'who paused',
    () =>
      query(`update subscriptions set paused_until = now() + interval '1 week' where ${ofReader}`, [leaving]),
    'suppressed',
    'paused',
  ],
  [
    'who was suppressed',
    () =>
      query(`insert into suppressions (email_hash, reason, at) values ($1, 'manual', now())`, [
        emailHash(secret, leaving),
      ]),
    'suppressed',
    'suppressed',
  ],
  [
    'who was forgotten',
    () => query('delete from subscribers where email_key = $1', [leaving]),
    'suppressed',
    'forgotten',
  ],
  [
    'of a send that was paused',
    () => query(`update issues set state = 'paused' where id = $1`, [issueId]),
    'pending',
    null,
  ],
  [
    'of a send that was cancelled',
    () => query(`update issues set state = 'cancelled' where id = $1`, [issueId]),
    'pending',
    null,
  ],
];

describe('a reader', () => {
  it.each(hindrances)('%s is not claimed', async (_, happen, becomes, reply) => {
    await happen();
    expect(await claim(newRun())).toEqual([]);
    expect(await row()).toEqual({ state: becomes, reply });
  });

  it.each(hindrances)('%s after the claim gets no dot', async (_, happen, becomes, reply) => {
    const one = newRun();
    await claim(one);
    await happen();
    expect(await ask(one)).toBe(false);
    expect(await row()).toEqual({ state: becomes, reply });
  });
});

describe('the balance', () => {
  it('does not call an issue sent while a letter is open, nor when one is missing', async () => {
    const one = newRun();
    for (const step of [claim, ask]) {
      expect(await settleIssue(database.pool, issueId)).toBe(false);
      await step(one);
    }
    expect(await settleIssue(database.pool, issueId)).toBe(false);
    await tell(one, 'accepted');
    await query('update sends set letters = 2 where issue_id = $1', [issueId]);
    expect(await settleIssue(database.pool, issueId)).toBe(false);
    await query('update sends set letters = 1 where issue_id = $1', [issueId]);
    expect(await settleIssue(database.pool, issueId)).toBe(true);
  });

  it('gives letters of a cancelled send that come back to the cancelled ones', async () => {
    const one = newRun();
    await claim(one);
    await ask(one);
    await query(`update issues set state = 'cancelled' where id = $1`, [issueId]);
    await tell(one, 'deferred', 450);
    expect(await state()).toBe('cancelled');
  });
});
