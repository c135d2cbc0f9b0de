import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { examineReturns } from '../../src/app/doctor/returns.ts';
import { type ReturnsWorld, returns } from '../../src/app/returns.ts';
import type { LetterId } from '../../src/audience/ids.ts';
import { verpAddress } from '../../src/letter/identity.ts';
import type { Database } from '../../src/world/db/database.ts';
import { moveIssue } from '../../src/world/db/sends.ts';
import { openLog } from '../../src/world/log.ts';
import { automaticReply, complaint, deliveryReport, mailFrom } from '../returns/samples.ts';
import { openTestDatabase } from '../support/database.ts';
import { type Dovecot, dovecotThere, startDovecot } from '../support/dovecot.ts';

const secret = 'a secret of the tests';
let database: Database;
let letters: LetterId[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** One reader of two newsletters, and her last weekly letters, the newest last. */
beforeEach(async () => {
  const { pool } = database;
  // Consent receipts cannot be truncated, so nothing that they point to can.
  for (const table of ['returns', 'return_mailboxes', 'suppressions', 'letters', 'issues', 'subscribers'])
    await pool.query(`delete from ${table}`);
  await pool.query(`
    insert into subscribers (email, email_key, created_at) values ('zoe@example.org', 'zoe@example.org', now());
    insert into subscriptions (subscriber_id, newsletter, state, since)
      select id, n, 'active', now() from subscribers, unnest(array['lhebdo', 'sante']) n;
    insert into issues (newsletter, period, number, date, state, subject, drafted_at, articles_until)
      select 'lhebdo', 'w' || n, n, now(), case n when 5 then 'sending' else 'sent' end, '', now(), now() from generate_series(1, 5) n;
    insert into letters (issue_id, subscriber_id, batch, state, settled_at)
      select i.id, s.id, 0, 'accepted', now() - (5 - i.number) * interval '7 days' from issues i, subscribers s order by i.number;`);
  const { rows } = await pool.query<{ id: LetterId }>('select id from letters order by id');
  letters = rows.map(({ id }) => id);
});

function stepsWith(imap: string | undefined) {
  const world = { database, secret, log: openLog('silent'), clock: { now: () => new Date() } };
  return returns({ ...world, configuration: { imap } } as ReturnsWorld);
}

const poll = (imap?: string) => stepsWith(imap).pollReturns(new AbortController().signal);
const pathOf = (letter: LetterId | undefined) =>
  verpAddress(secret, letter as LetterId, 'retours.lacalanque.example');

async function standing() {
  const { pool } = database;
  const { rows: states } = await pool.query(
    'select newsletter, state from subscriptions order by newsletter',
  );
  const { rows: suppressed } = await pool.query('select reason from suppressions');
  return [...states.map((row) => row.state), ...suppressed.map((row) => row.reason)];
}

async function refuse(
  letter: LetterId | undefined,
  code: number,
  enhanced: string | null,
  reply: string,
  step: string | null = null,
) {
  await database.pool.query(
    `update letters set state = 'refused', reply_code = $2, reply_enhanced = $3, reply = $4, reply_step = $5 where id = $1`,
    [letter, code, enhanced, reply, step],
  );
}

describe('what the relay refused', () => {
  test('suppresses a reader whose mailbox does not exist, and is weighed once', async () => {
    await refuse(letters[4], 550, '5.1.1', 'User unknown');
    expect(await poll()).toEqual({ kind: 'no_mailbox', refusals: { weighed: 1, suppressed: 1 } });
    expect(await standing()).toEqual(['bounced', 'bounced', 'hard_bounce']);
    expect(await poll()).toEqual({ kind: 'no_mailbox', refusals: { weighed: 0, suppressed: 0 } });
  });

  test.each([
    ['rcpt', ['bounced', 'bounced', 'hard_bounce']],
    // After the letter was read these are a filter's words for those it does not like.
    ['dot', ['active', 'active']],
  ])(
    'believes «user unknown» without a code of its own at %s as far as that goes',
    async (step, expected) => {
      await refuse(letters[4], 550, null, 'User unknown', step);
      await poll();
      expect(await standing()).toEqual(expected);
    },
  );

  test('lets a full mailbox be full for three weeks, not for four', async () => {
    for (const letter of letters.slice(1, 4)) await refuse(letter, 552, '5.2.2', 'mailbox full');
    await poll();
    expect(await standing()).toEqual(['active', 'active']);
    await refuse(letters[4], 552, '5.2.2', 'mailbox full');
    await poll();
    expect(await standing()).toEqual(['bounced', 'bounced', 'soft_bounces']);
  });

  test('holds nothing of that against who has come back since', async () => {
    for (const letter of letters.slice(0, 4)) await refuse(letter, 552, '5.2.2', 'mailbox full');
    await poll();
    expect(await standing()).toEqual(['bounced', 'bounced', 'soft_bounces']);
    await database.pool.query("delete from suppressions; update subscriptions set state = 'active'");
    await refuse(letters[4], 552, '5.2.2', 'mailbox full');
    await poll();
    expect(await standing()).toEqual(['active', 'active']);
  });

  test('never blames a reader for our reputation', async () => {
    for (const letter of letters) await refuse(letter, 554, '5.7.1', 'blocked using zen.spamhaus.org');
    await poll();
    expect(await standing()).toEqual(['active', 'active']);
  });
});

test('a crash between remembering and acting is made good by the next poll', async () => {
  await refuse(letters[4], 550, '5.1.1', 'User unknown');
  await poll();
  await database.pool.query('update returns set effect = null; delete from suppressions');
  await poll();
  expect(await standing()).toEqual(['bounced', 'bounced', 'hard_bounce']);
});

describe.runIf(dovecotThere)('the bounce mailbox', () => {
  let dovecot: Dovecot;
  beforeEach(async () => {
    dovecot = await startDovecot();
    return () => dovecot[Symbol.asyncDispose]();
  });

  test('is examined by the doctor without a trace', async () => {
    dovecot.deliver(deliveryReport({ to: pathOf(letters[4]) }));
    const places = { imap: dovecot.url, bounceListen: undefined, bounceTls: undefined };
    expect(await examineReturns(places, new Date())).toMatchObject([{ level: 'ok', about: 'returns' }]);
    expect(dovecot.stored().map(({ seen }) => seen)).toEqual([false]);
  });

  test('is read, and only what is about our letters is marked', async () => {
    dovecot.deliver(deliveryReport({ to: pathOf(letters[4]) }));
    dovecot.deliver(mailFrom('zoe@example.org', 'Une question', 'Bonjour'));
    dovecot.deliver(automaticReply(pathOf(letters[3]), 'Auto-Submitted: auto-replied', 'Absence'));
    dovecot.deliver(deliveryReport({ to: 'bounces+abc-aaaaaaaaaaaaaaaa@elsewhere.example' }));
    const outcome = await poll(dovecot.url);
    expect(outcome).toMatchObject({
      report: { messages: 4, bounce: 1, complaint: 0, auto_reply: 1, unrelated: 2, suppressed: 1 },
    });
    expect(await standing()).toEqual(['bounced', 'bounced', 'hard_bounce']);
    expect(
      dovecot
        .stored()
        .map(({ seen }) => seen)
        .sort(),
    ).toEqual([false, false, true, true]);
    expect(dovecot.stored()).toHaveLength(4);
  });

  test('is not read twice', async () => {
    dovecot.deliver(complaint(pathOf(letters[4]), 'abuse'));
    await poll(dovecot.url);
    expect(await poll(dovecot.url)).toMatchObject({ report: { messages: 0 } });
    dovecot.deliver(complaint(pathOf(letters[4]), 'abuse'));
    expect(await poll(dovecot.url)).toMatchObject({ report: { messages: 1, suppressed: 0 } });
    expect(await standing()).toEqual(['bounced', 'bounced', 'complaint']);
  });

  test('takes a mailed unsubscription as the reader’s wish, for that newsletter', async () => {
    dovecot.deliver(
      mailFrom('zoe@example.org', 'unsubscribe', '').replace(/To: .*/, `To: ${pathOf(letters[4])}`),
    );
    await poll(dovecot.url);
    expect(await standing()).toEqual(['unsubscribed', 'active']);
  });

  test('with a wrong password is named without it', async () => {
    const wrong = dovecot.url.replace('for-tests-only', 'not-this-one');
    const error = await poll(wrong).then(
      () => '',
      (fault: Error) => `${fault.message} ${String(fault.cause)}`,
    );
    expect(error).toMatch(/bounces at 127.0.0.1:\d+, folder INBOX could not be opened/);
    expect(error).not.toContain('not-this-one');
  });
});

test.runIf(!dovecotThere)('the bounce mailbox cannot be tried here: it needs Dovecot and root', () => {
  expect(dovecotThere).toBe(false);
});

describe('ten blocked letters', () => {
  const issueState = async () =>
    (await database.pool.query(`select state, paused_reason from issues where number = 5`)).rows[0];

  /** So many more readers, whose letters of the issue that leaves were refused as ours. */
  async function blocked(from: number, to: number): Promise<void> {
    await database.pool.query(
      `with readers as (
         insert into subscribers (email, email_key, created_at)
         select n || '@example.org', n || '@example.org', now() from generate_series($1::int, $2::int) n returning id)
       insert into letters (issue_id, subscriber_id, batch, state, reply_code, reply_enhanced, reply, settled_at)
       select i.id, s.id, 0, 'refused', 550, '5.7.26', 'Unauthenticated', now() from issues i, readers s where i.number = 5`,
      [from, to],
    );
  }

  test('pause the send that is under way', async () => {
    await blocked(1, 9);
    await poll();
    expect(await issueState()).toMatchObject({ state: 'sending' });
    await refuse(letters[4], 550, '5.7.26', 'Unauthenticated');
    await poll();
    expect(await issueState()).toMatchObject({
      state: 'paused',
      paused_reason: expect.stringContaining('10 of 10'),
    });
  });

  test('of before are looked at by whoever resumes it: only what leaves from then on pauses it again', async () => {
    const { pool } = database;
    await pool.query(`
      insert into editions (hash, issue_id, content, created_at) select 'e', id, '{}', now() from issues where number = 5;
      insert into sends (issue_id, edition_hash, candidates, letters, batches, released, unknown_policy, frozen_at)
        select id, 'e', 40, 40, 1, 1, 'at_most_once', now() from issues where number = 5`);
    await blocked(1, 12);
    await poll();
    expect(await issueState()).toMatchObject({ state: 'paused' });
    const { rows } = await pool.query('select id from issues where number = 5');
    expect(await moveIssue(pool, rows[0].id, ['paused'], 'sending')).toBe(true);
    // A letter of before, whose return is late.
    await refuse(letters[4], 550, '5.7.26', 'Unauthenticated');
    await poll();
    expect(await issueState()).toMatchObject({ state: 'sending' });
    await blocked(13, 21);
    await poll();
    expect(await issueState()).toMatchObject({ state: 'sending' });
    await blocked(22, 22);
    await poll();
    expect(await issueState()).toMatchObject({
      state: 'paused',
      paused_reason: expect.stringContaining('10 of 10'),
    });
  });
});
