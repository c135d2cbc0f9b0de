/** A whole send against a real PostgreSQL and a relay that misbehaves on order. */
import { describe, expect, it } from 'vitest';
import type { EmailKey } from '../../src/audience/address.ts';
import { emailHash } from '../../src/audience/email-hash.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { secret, shortTimes } from '../support/sender.ts';
import type { Script, TakenLetter } from '../support/smtp.ts';

const { signal } = new AbortController();
const recipients = (letters: readonly TakenLetter[]) => letters.map(({ to }) => to);

describe('a send', () => {
  it('gives every reader one letter and ends when the counts balance', async () => {
    await using paper = await openPaper(600);
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { letters: 600, counts: { accepted: 600 } } });
    expect(new Set(recipients(paper.server.letters)).size).toBe(600);
    expect(paper.server.letters.length).toBe(600);
    expect(await paper.issueState()).toBe('sent');
    expect(paper.rung).toEqual([0, 1, 2]);
    const first = paper.server.letters[0];
    expect(first?.from).toMatch(/^bounces\+.*@retours\.lacalanque\.example$/);
    expect(first?.bytes.toString()).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  it('does nothing the second time', async () => {
    await using paper = await openPaper(5);
    await paper.process().send(newsletterName, period, { signal });
    const again = await paper.process().send(newsletterName, period, { signal });
    expect(again).toMatchObject({ kind: 'already_sent', progress: { counts: { accepted: 5 } } });
    expect(paper.server.letters.length).toBe(5);
  });

  it('shows with --dry-run who would receive it, and sends nothing', async () => {
    await using paper = await openPaper(8);
    await paper.database.pool.query(
      "update subscriptions set state = 'unsubscribed' where subscriber_id = 1",
    );
    const outcome = await paper.process().send(newsletterName, period, { signal, dryRun: true });
    expect(outcome).toMatchObject({
      kind: 'dry_run',
      audience: { candidates: 8, letters: 7, exclusions: [{ reason: 'unsubscribed', count: 1 }] },
    });
    expect(paper.server.connections()).toBe(0);
    expect(await paper.issueState()).toBe('approved');
  });

  it('sends nothing with --dry-run when it is under way already', async () => {
    await using paper = await openPaper(8);
    const stopped = AbortSignal.abort();
    expect(await paper.process().send(newsletterName, period, { signal: stopped })).toMatchObject({
      kind: 'partly',
    });
    const outcome = await paper.process().send(newsletterName, period, { signal, dryRun: true });
    expect(outcome).toMatchObject({ kind: 'under_way', progress: { letters: 8, counts: { accepted: 0 } } });
    expect(paper.server.letters.length).toBe(0);
    expect(await paper.issueState()).toBe('sending');
  });

  it('is refused without approval and without readers', async () => {
    await using paper = await openPaper(0);
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({ kind: 'nobody' });
    await paper.database.pool.query("update issues set state = 'draft', approved_hash = null");
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({
      kind: 'not_approved',
    });
    expect(await paper.process().send(newsletterName, '2026-W01' as never, { signal })).toEqual({
      kind: 'no_issue',
      period: '2026-W01',
    });
  });
});

describe('the frozen audience', () => {
  it('leaves out, with a counted reason, whoever must not get a letter', async () => {
    await using paper = await openPaper(10);
    const { pool } = paper.database;
    await pool.query("update subscriptions set state = 'unsubscribed' where subscriber_id in (1, 2)");
    await pool.query("update subscriptions set state = 'pending' where subscriber_id = 3");
    await pool.query("update subscriptions set state = 'bounced' where subscriber_id = 4");
    await pool.query('insert into suppressions values ($1, $2, now())', [
      emailHash(secret, 'reader9@example.org' as EmailKey),
      'complaint',
    ]);
    const sent = await paper.process().send(newsletterName, period, { signal });
    expect(sent).toMatchObject({ kind: 'sent', progress: { letters: 5 } });
    const { rows } = await pool.query('select reason, count from exclusions order by reason');
    expect(rows).toEqual([
      { reason: 'bounced', count: 1 },
      { reason: 'complaint', count: 1 },
      { reason: 'pending', count: 1 },
      { reason: 'unsubscribed', count: 2 },
    ]);
    expect(recipients(paper.server.letters)).not.toContain('reader9@example.org');
  });

  it('is frozen once by many who try at the same time', async () => {
    await using paper = await openPaper(300);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => paper.process().send(newsletterName, period, { signal })),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
    expect(recipients(paper.server.letters).sort()).toEqual(
      Array.from({ length: 300 }, (_, n) => `reader${n}@example.org`).sort(),
    );
  });
});

describe('replies decide per letter', () => {
  it('a greylisting relay gets every letter at the second try', async () => {
    await using paper = await openPaper(40, (moment, { earlier }) =>
      moment === 'rcpt' && earlier === 0 ? { say: '450 4.2.0 Greylisted' } : undefined,
    );
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 40, deferred: 0 } } });
    expect(paper.server.letters.length).toBe(40);
  });

  it('5xx refuses one letter, keeps what was said without the address, and goes on', async () => {
    await using paper = await openPaper(10, (moment, { to }) =>
      moment === 'rcpt' && to === 'reader3@example.org'
        ? { say: '550 5.1.1 <reader3@example.org>: no such user' }
        : undefined,
    );
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 9, refused: 1 } } });
    const status = await paper.process().status(newsletterName, period);
    expect(status).toMatchObject({
      problems: [{ state: 'refused', code: 550, enhanced: '5.1.1', text: '<…@…>: no such user', count: 1 }],
      replies: [
        { code: '250 2.0.0', count: 9 },
        { code: '550 5.1.1', count: 1 },
      ],
      providers: [{ provider: 'others', letters: 10, states: { accepted: 9, refused: 1 } }],
    });
  });

  it('letters put off for longer than one waits leave the send partly done, and the same command ends it', async () => {
    await using paper = await openPaper(10, (moment, { to, earlier }) =>
      moment === 'dot' && to === 'reader3@example.org' && earlier === 1
        ? { say: '451 4.3.0 Later' }
        : undefined,
    );
    const slow = { ...shortTimes, retryDelaysMs: [60_000] };
    const outcome = await paper.process(slow).send(newsletterName, period, { signal, waitMs: 100 });
    expect(outcome).toMatchObject({ kind: 'partly', because: { kind: 'deferred', letters: 1 } });
    expect(await paper.issueState()).toBe('sending');
    await paper.database.pool.query('update letters set next_at = now()');
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
    expect(paper.server.letters.length).toBe(10);
  });

  it('a letter that is put off for too long is given up with its last reply', async () => {
    const full: Script = (moment) => (moment === 'rcpt' ? { say: '452 4.2.2 Full' } : undefined);
    await using paper = await openPaper(3, full, { give_up_after_hours: 200 / 3_600_000 });
    const times = { ...shortTimes, retryDelaysMs: [30] };
    const outcome = await paper.process(times).send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { given_up: 3 } } });
    const { rows } = await paper.database.pool.query('select distinct reply_code, reply from letters');
    expect(rows).toEqual([{ reply_code: 452, reply: 'Full' }]);
  });

  it('a refusal of the sender pauses the send and blames no reader', async () => {
    await using paper = await openPaper(30, (moment) =>
      moment === 'dot'
        ? { say: '550 5.7.515 Access denied, sending domain does not pass authentication' }
        : undefined,
    );
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'partly', because: { kind: 'paused' } });
    expect(await paper.states()).toEqual({ pending: 30 });
    paper.server.script = () => undefined;
    await paper.process().resume(newsletterName, period);
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
    expect(paper.server.letters.length).toBe(30);
  });

  it('fifty refusals without one letter taken pause the send', async () => {
    await using paper = await openPaper(200, (moment) =>
      moment === 'rcpt' ? { say: '554 5.7.1 Relay access denied' } : undefined,
    );
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'partly', because: { kind: 'paused' } });
    const states = await paper.states();
    expect(states.refused).toBeLessThan(60);
  });
});

describe('a send that does harm', () => {
  it('is paused by itself, and goes on when a person lets it', async () => {
    await using paper = await openPaper(900, async (moment, { to }) => {
      if (moment !== 'rcpt') return undefined;
      // Slow enough that the figures are read while letters leave.
      return Number(/\d+/.exec(to ?? '')) % 4 === 0
        ? { after: 20, say: '550 5.1.1 Nobody' }
        : { after: 20, say: '250 2.1.5 Ok' };
    });
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({
      kind: 'partly',
      because: { kind: 'paused', reason: expect.stringMatching(/letters were refused \(more than 10 %\)/) },
    });
    const { pending = 0, accepted = 0, refused = 0 } = await paper.states();
    expect(pending).toBeGreaterThan(0);
    expect(accepted + refused + pending).toBe(900);
    paper.server.script = () => undefined;
    await paper.process().resume(newsletterName, period);
    const again = await paper.process().send(newsletterName, period, { signal });
    expect(again).toMatchObject({ kind: 'sent' });
  });
});

describe('sending again to the missing', () => {
  it.each([
    ['what was given up', ['given_up'], ['reader1@example.org']],
    ['what is in doubt, under the same Message-ID', ['unknown'], ['reader2@example.org']],
    ['both', ['given_up', 'unknown'], ['reader1@example.org', 'reader2@example.org']],
  ] as const)('sends %s, and nothing that was accepted or refused', async (_, again, expected) => {
    const faults: Script = (moment, { to }) => {
      if (moment === 'rcpt' && to === 'reader1@example.org') return { say: '452 4.2.2 Full' };
      if (moment === 'rcpt' && to === 'reader3@example.org') return { say: '550 5.1.1 Nobody' };
      return moment === 'dot' && to === 'reader2@example.org' ? { takeThenDrop: 'fin' } : undefined;
    };
    await using paper = await openPaper(6, faults, { give_up_after_hours: 50 / 3_600_000 });
    const hasty = { ...shortTimes, retryDelaysMs: [20] };
    const outcome = await paper.process(hasty).send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 3, refused: 1, unknown: 1, given_up: 1 } },
    });
    paper.server.script = () => undefined;
    const before = paper.server.letters.length;
    expect(await paper.process().send(newsletterName, period, { signal, again })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 3 + again.length, refused: 1 } },
    });
    expect(recipients(paper.server.letters.slice(before)).sort()).toEqual(expected);
    const doubtful = paper.server.letters.filter(({ to }) => to === 'reader2@example.org');
    expect(
      new Set(doubtful.map(({ bytes }) => /^Message-ID: (.*)$/im.exec(bytes.toString())?.[1])).size,
    ).toBe(1);
    expect(await paper.issueState()).toBe('sent');
    // Done twice is done once.
    await paper.process().send(newsletterName, period, { signal, again });
    expect(paper.server.letters.length).toBe(before + again.length);
  });
});
