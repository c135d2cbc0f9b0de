/** What one relay cannot do, or holds against us, is no word of the others: they are asked before anything is refused or paused. */
import { describe, expect, it } from 'vitest';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { quickTimes } from '../support/sender.ts';
import { openScriptedRelay, type Script } from '../support/smtp.ts';

/** A send that goes round in circles ends here, and as stopped. */
const bounded = () => AbortSignal.timeout(40_000);

const processOn = (paper: TestPaper, more: string, retryDelaysMs = quickTimes.retryDelaysMs) =>
  paper.process({ ...quickTimes, retryDelaysMs }, 4, undefined, { more: [more] });

describe('addresses beyond ASCII, where one of two relays offers no SMTPUTF8', () => {
  const offering: Script = (moment) =>
    moment === 'ehlo' ? { say: '250-relay.example\r\n250-PIPELINING\r\n250 SMTPUTF8' } : undefined;

  async function openWithAccents(): Promise<TestPaper> {
    const paper = await openPaper(40);
    await paper.database.pool.query(
      "update subscribers set email = 'rené' || id || '@example.org', email_key = 'rené' || id || '@example.org' where id <= 8",
    );
    return paper;
  }

  it('get their letters by the other', async () => {
    await using paper = await openWithAccents();
    await using able = await openScriptedRelay(offering);
    const outcome = await processOn(paper, able.url).send(newsletterName, period, { signal: bounded() });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 40, refused: 0 } } });
    const withAccents = able.letters.filter(({ to }) => to.startsWith('ren'));
    expect(withAccents).toHaveLength(8);
    expect(paper.server.letters.length).toBe(40 - able.letters.length);
  });

  it('are refused where the other cannot either', async () => {
    await using paper = await openWithAccents();
    await using other = await openScriptedRelay();
    const outcome = await processOn(paper, other.url).send(newsletterName, period, { signal: bounded() });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 32, refused: 8 } } });
  });

  it('are put off, not refused, while the other is dead', async () => {
    await using paper = await openWithAccents();
    await using dead = await openScriptedRelay((moment) =>
      moment === 'greeting' ? { drop: 'rst' } : undefined,
    );
    const one = processOn(paper, dead.url, [60_000]);
    const outcome = await one.send(newsletterName, period, { signal: bounded(), waitMs: 100 });
    expect(outcome).toMatchObject({
      kind: 'partly',
      because: { kind: 'deferred', letters: 8 },
      progress: { counts: { accepted: 32, deferred: 8, refused: 0 } },
    });
    const { rows } = await paper.database.pool.query(
      "select distinct left(reply, 25) as said from letters where state = 'deferred'",
    );
    expect(rows).toEqual([{ said: 'No session with the relay' }]);
  });
});

describe('a relay that refuses us at MAIL', () => {
  const refusing: Script = (moment) =>
    moment === 'mail' ? { say: '550 5.7.1 Sender not allowed' } : undefined;

  it('is left aside, and all letters leave by the other', async () => {
    await using paper = await openPaper(120);
    await using misled = await openScriptedRelay(refusing);
    const one = processOn(paper, misled.url);
    expect(await one.send(newsletterName, period, { signal: bounded() })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 120 } },
    });
    expect(paper.server.letters.length).toBe(120);
    expect(misled.commands.filter((line) => line.startsWith('MAIL')).length).toBeLessThanOrEqual(4);
    expect(one.relay.standing()[1]).toMatchObject({
      asideUntil: expect.any(Date),
      trouble: expect.stringMatching(/^The relay refuses us.*MAIL answered 550 5\.7\.1/),
    });
  });

  it('ends the send with what it said where the other is dead', async () => {
    await using paper = await openPaper(60, refusing);
    await using dead = await openScriptedRelay((moment) =>
      moment === 'greeting' ? { drop: 'rst' } : undefined,
    );
    const one = processOn(paper, dead.url);
    const end = await one.send(newsletterName, period, { signal: bounded() }).then(
      (outcome) =>
        outcome.kind === 'partly' && outcome.because.kind === 'paused'
          ? outcome.because.reason
          : outcome.kind,
      (error: Error) => error.message,
    );
    expect(end).toMatch(/^The relay refuses us, not a reader/);
    expect(await paper.states()).toEqual({ pending: 60 });
  });

  it('pauses the send where the other does, too; after resume both are asked again', async () => {
    await using paper = await openPaper(60, refusing);
    await using second = await openScriptedRelay(refusing);
    const one = processOn(paper, second.url);
    expect(await one.send(newsletterName, period, { signal: bounded() })).toMatchObject({
      kind: 'partly',
      because: { kind: 'paused', reason: expect.stringMatching(/^The relay refuses us, not a reader/) },
    });
    expect(await paper.states()).toEqual({ pending: 60 });
    for (const server of [paper.server, second]) server.script = () => undefined;
    await one.resume(newsletterName, period);
    expect(await one.send(newsletterName, period, { signal: bounded() })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 60 } },
    });
  });
});
