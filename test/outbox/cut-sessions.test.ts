/** Relays that let us in and end the session before they answer a letter: they are left in peace, and so is a letter that is cut off. */
import { describe, expect, it } from 'vitest';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { quickTimes } from '../support/sender.ts';
import { type Moment, openScriptedRelay, type Reaction, type Script } from '../support/smtp.ts';

/** A send that goes round in circles ends here, and as stopped. */
const bounded = () => AbortSignal.timeout(40_000);

const always =
  (moment: Moment, reaction: Reaction): Script =>
  (now) =>
    now === moment ? reaction : undefined;

const ways: [name: string, script: Script][] = [
  ['says 421 to MAIL', always('mail', { say: '421 4.3.2 Closing' })],
  ['ends the connection at MAIL', always('mail', { drop: 'fin' })],
  ['resets it at RCPT', always('rcpt', { drop: 'rst' })],
  ['ends it at DATA', always('data', { drop: 'fin' })],
  ['answers DATA with 250', always('data', { say: '250 Ok' })],
];

describe('a relay that always', () => {
  it.each(ways)('%s is asked a few times, and is a clear error', async (_, script) => {
    await using paper = await openPaper(40, script);
    const one = paper.process();
    await expect(one.send(newsletterName, period, { signal: bounded() })).rejects.toThrow(
      /^The relay 127\.0\.0\.1:\d+ ends its sessions before it has answered a letter \(the last: .+\)/,
    );
    expect(paper.server.letters).toEqual([]);
    expect(paper.server.connections()).toBeLessThanOrEqual(12);
    const [standing] = one.relay.standing();
    expect(standing).toMatchObject({
      asideUntil: expect.any(Date),
      trouble: expect.stringMatching(/ends its/),
    });
    const { rows } = await paper.database.pool.query('select moved_at, rests_until from sends');
    expect(rows).toEqual([{ moved_at: null, rests_until: null }]);
    expect((await paper.states()).accepted).toBeUndefined();
  });

  // A commit that is faster than the body lets the dot travel with it: what is cut there may be a doubt too.
  it.each<[string, Script]>([
    ['in mid-body', always('body', { drop: 'rst' })],
    ['after the dot', always('dot', { takeThenDrop: 'rst' })],
  ])('loses the line %s leaves a few doubts, and is given no more letters', async (_, script) => {
    await using paper = await openPaper(40, script);
    await expect(paper.process().send(newsletterName, period, { signal: bounded() })).rejects.toThrow(
      /ends its sessions/,
    );
    const { unknown = 0, pending = 0 } = await paper.states();
    expect(unknown).toBeGreaterThanOrEqual(paper.server.letters.length);
    expect(unknown).toBeLessThanOrEqual(12);
    expect(unknown + pending).toBe(40);
  });
});

describe('one of two relays that', () => {
  it.each(ways)('%s takes none, and all leave by the other', async (_, script) => {
    await using paper = await openPaper(120);
    await using ill = await openScriptedRelay(script);
    const one = paper.process(quickTimes, 4, undefined, { more: [ill.url] });
    expect(await one.send(newsletterName, period, { signal: bounded() })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 120 } },
    });
    expect(paper.server.letters.length).toBe(120);
    expect(new Set(paper.server.letters.map(({ to }) => to)).size).toBe(120);
    // Four at once, and again once some seconds are over: not as often as there are letters.
    expect(ill.connections()).toBeLessThanOrEqual(8);
  });
});

describe('a letter over which each session ends', () => {
  const cut: Script = (moment, { to }) =>
    moment === 'rcpt' && to === 'reader7@example.org' ? { drop: 'rst' } : undefined;
  const offered = (commands: readonly string[]) =>
    commands.filter((line) => line === 'RCPT TO:<reader7@example.org>').length;

  it('is put off after three of them, with what happened, while the others leave', async () => {
    await using paper = await openPaper(20, cut);
    const slow = { ...quickTimes, retryDelaysMs: [60_000] };
    const outcome = await paper
      .process(slow)
      .send(newsletterName, period, { signal: bounded(), waitMs: 100 });
    expect(outcome).toMatchObject({
      kind: 'partly',
      because: { kind: 'deferred', letters: 1 },
      progress: { counts: { accepted: 19, deferred: 1 } },
    });
    expect(offered(paper.server.commands)).toBe(3);
    const { rows } = await paper.database.pool.query(
      "select attempts, losses, reply from letters where state = 'deferred'",
    );
    expect(rows).toEqual([
      { attempts: 1, losses: 3, reply: expect.stringMatching(/the (relay|connection)/) },
    ]);
    const status = await paper.process().status(newsletterName, period);
    expect(status).toMatchObject({ problems: [{ state: 'deferred', count: 1 }] });
  });

  it('is given up when its time is over, and the send ends', async () => {
    await using paper = await openPaper(20, cut, { give_up_after_hours: 400 / 3_600_000 });
    const outcome = await paper.process().send(newsletterName, period, { signal: bounded() });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 19, given_up: 1 } } });
    const { rows } = await paper.database.pool.query("select reply from letters where state = 'given_up'");
    expect(rows).toEqual([{ reply: expect.stringMatching(/the (relay|connection)/) }]);
  });
});
