/** Kills, stops, lost databases and other hands in the middle of a send: nothing twice, nothing lost in silence. */
import { describe, expect, it } from 'vitest';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { shortTimes } from '../support/sender.ts';
import { type Sender, startSender } from '../support/sender-process.ts';
import type { Moment } from '../support/smtp.ts';

const { signal } = new AbortController();
const send = (paper: TestPaper) => paper.process().send(newsletterName, period, { signal });

/** Letters per reader, as the relay recorded them. */
function copies(paper: TestPaper): number[] {
  const counts = new Map<string, number>();
  for (const { to } of paper.server.letters) counts.set(to, (counts.get(to) ?? 0) + 1);
  return [...counts.values()];
}
const twice = (paper: TestPaper) => copies(paper).filter((count) => count > 1).length;

describe('kill -9 in mid-send', () => {
  const moments: Moment[] = ['greeting', 'mail', 'rcpt', 'data', 'body'];
  it.each(moments)('at %s loses nobody and writes to nobody twice', async (moment) => {
    await using paper = await openPaper(120);
    let victim: Sender | undefined;
    let seen = 0;
    paper.server.script = (now) => {
      if (now === moment && ++seen === (moment === 'greeting' ? 2 : 25)) {
        victim?.kill('SIGKILL');
        return { drop: 'fin' };
      }
      return undefined;
    };
    await using sender = startSender(paper);
    victim = sender;
    await sender.ended;
    expect(sender.signalCode).toBe('SIGKILL');
    paper.server.script = () => undefined;
    const outcome = await send(paper);
    expect(outcome).toMatchObject({ kind: 'sent', progress: { letters: 120 } });
    const { accepted = 0, unknown = 0 } = await paper.states();
    // Each of the four connections may have written one dot whose reply the dead process never read.
    expect(unknown).toBeLessThanOrEqual(4);
    expect(accepted + unknown).toBe(120);
    expect(twice(paper)).toBe(0);
    expect(paper.server.letters.length).toBeGreaterThanOrEqual(accepted);
  });

  it.each([
    ['at_most_once', 'unknown'],
    ['at_least_once', 'accepted'],
  ] as const)('after the dot is a doubt, which %s settles as %s', async (policy, state) => {
    await using paper = await openPaper(60, undefined, { unknown: policy });
    let victim: Sender | undefined;
    paper.server.script = (now, { to }) => {
      if (now !== 'dot' || to !== 'reader7@example.org') return undefined;
      victim?.kill('SIGKILL');
      return { takeThenDrop: 'fin' };
    };
    await using sender = startSender(paper, { unknown: policy });
    victim = sender;
    await sender.ended;
    paper.server.script = () => undefined;
    await send(paper);
    const { rows } = await paper.database.pool.query(
      "select l.state from letters l join subscribers s on s.id = l.subscriber_id where s.email = 'reader7@example.org'",
    );
    expect(rows).toEqual([{ state }]);
    const own = paper.server.letters.filter(({ to }) => to === 'reader7@example.org');
    const ids = new Set(own.map(({ bytes }) => /^Message-ID: (.*)$/im.exec(bytes.toString())?.[1]));
    expect(own.length).toBe(policy === 'at_most_once' ? 1 : 2);
    expect(ids.size).toBe(1);
    expect(await paper.issueState()).toBe('sent');
  });
});

describe('a relay that breaks off after the dot', () => {
  it.each([
    ['at_most_once', 'unknown', 1],
    ['at_least_once', 'accepted', 2],
  ] as const)('leaves a doubt, which %s settles as %s', async (policy, state, copies) => {
    await using paper = await openPaper(20, undefined, { unknown: policy });
    paper.server.script = (now, { to, earlier }) =>
      now === 'dot' && to === 'reader7@example.org' && earlier === 1 ? { takeThenDrop: 'rst' } : undefined;
    expect(await send(paper)).toMatchObject({ kind: 'sent' });
    const { rows } = await paper.database.pool.query(
      "select l.state from letters l join subscribers s on s.id = l.subscriber_id where s.email = 'reader7@example.org'",
    );
    expect(rows).toEqual([{ state }]);
    expect(paper.server.letters.filter(({ to }) => to === 'reader7@example.org')).toHaveLength(copies);
  });
});

describe('a process that sleeps for longer than its lease', () => {
  it('wakes up without the right to a dot', async () => {
    await using paper = await openPaper(80);
    let victim: Sender | undefined;
    let seen = 0;
    let stopped = false;
    paper.server.script = (now) => {
      if (stopped || now !== 'rcpt' || ++seen < 10) return undefined;
      stopped = true;
      victim?.kill('SIGSTOP');
      return undefined;
    };
    await using sender = startSender(paper);
    victim = sender;
    while (!stopped) await new Promise((done) => setTimeout(done, 10));
    const outcome = await send(paper);
    expect(outcome).toMatchObject({ kind: 'sent' });
    sender.kill('SIGCONT');
    await sender.ended;
    expect(twice(paper)).toBe(0);
    const { accepted = 0, unknown = 0 } = await paper.states();
    expect(accepted + unknown).toBe(80);
    expect(paper.server.letters.length).toBeLessThanOrEqual(80);
  });
});

describe('a process that waits for its relay for longer than its lease', () => {
  it('keeps what it holds: a sweeper takes nothing away and doubts nothing', async () => {
    const slow: Partial<Record<Moment, string>> = { mail: '250 Ok', data: '354 Go ahead', dot: '250 Ok' };
    await using paper = await openPaper(4, (moment) => {
      const say = slow[moment];
      return say === undefined ? undefined : { after: 1_200, say };
    });
    const sweeper = paper.process();
    const going = { on: true };
    // A letter takes three answers: longer than the lease, which a busy machine still finds the time to renew.
    const one = paper.process({ ...shortTimes, leaseMs: 3_000 });
    const sent = one.send(newsletterName, period, { signal }).finally(() => {
      going.on = false;
    });
    const taken = { returned: 0, unknown: 0 };
    while (going.on) {
      const { returned, unknown } = await sweeper.sweep();
      taken.returned += returned;
      taken.unknown += unknown;
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(await sent).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 4 } } });
    expect(taken).toEqual({ returned: 0, unknown: 0 });
    expect(paper.server.letters.length).toBe(4);
  });
});

describe('several workers on one list', () => {
  it('share it without a letter twice, also when they are handed the same batch', async () => {
    await using paper = await openPaper(900);
    const first = paper.process();
    const others = [paper.process(), paper.process()];
    const main = first.send(newsletterName, period, { signal });
    while (paper.rung.length === 0) await new Promise((done) => setTimeout(done, 5));
    await Promise.all(
      others.flatMap((one) => paper.rung.map((batch) => one.sendBatch(paper.issueId, batch, signal))),
    );
    expect(await main).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 900 } } });
    expect(paper.server.letters.length).toBe(900);
    expect(twice(paper)).toBe(0);
    expect(await first.sendBatch(paper.issueId, 0, signal)).toEqual({ kind: 'nothing_to_do' });
  });
});

describe('other hands', () => {
  it('pause acts before the next dot, and resume goes on', async () => {
    await using paper = await openPaper(300);
    const operator = paper.process();
    let dots = 0;
    let atPause = 0;
    paper.server.script = async (moment) => {
      if (moment === 'dot' && ++dots === 40) {
        await operator.pause(newsletterName, period, 'a wrong headline');
        atPause = dots;
      }
      return undefined;
    };
    const outcome = await send(paper);
    expect(outcome).toMatchObject({
      kind: 'partly',
      because: { kind: 'paused', reason: 'a wrong headline' },
    });
    expect(dots - atPause).toBeLessThanOrEqual(4);
    const { accepted = 0, pending = 0 } = await paper.states();
    expect(accepted).toBe(paper.server.letters.length);
    expect(accepted + pending).toBe(300);
    expect(await operator.resume(newsletterName, period)).toMatchObject({ kind: 'done' });
    expect(paper.rung.slice(2)).toEqual([0, 1]);
    expect(await send(paper)).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 300 } } });
    expect(twice(paper)).toBe(0);
  });

  it('cancel settles what has not left', async () => {
    await using paper = await openPaper(300);
    const operator = paper.process();
    let dots = 0;
    paper.server.script = async (moment) => {
      if (moment === 'dot' && ++dots === 40) await operator.cancel(newsletterName, period);
      return undefined;
    };
    expect(await send(paper)).toMatchObject({ kind: 'partly', because: { kind: 'cancelled' } });
    await operator.sweep();
    const { accepted = 0, cancelled = 0, ...others } = await paper.states();
    expect(others).toEqual({});
    expect(accepted).toBe(paper.server.letters.length);
    expect(accepted + cancelled).toBe(300);
    expect(await send(paper)).toMatchObject({ kind: 'cancelled' });
  });

  it('who unsubscribes during the run gets no letter', async () => {
    await using paper = await openPaper(300);
    const leaving = 'reader290@example.org';
    let left = false;
    paper.server.script = async (moment) => {
      if (moment === 'dot' && !left) {
        left = true;
        await paper.database.pool.query(
          "update subscriptions set state = 'unsubscribed' where subscriber_id = (select id from subscribers where email = $1)",
          [leaving],
        );
      }
      return undefined;
    };
    expect(await send(paper)).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 299, suppressed: 1 } },
    });
    expect(paper.server.letters.map(({ to }) => to)).not.toContain(leaving);
  });

  it('who is forgotten during the run gets no letter', async () => {
    await using paper = await openPaper(300);
    let left = false;
    paper.server.script = async (moment) => {
      if (moment === 'dot' && !left) {
        left = true;
        await paper.database.pool.query("delete from subscribers where email = 'reader290@example.org'");
      }
      return undefined;
    };
    expect(await send(paper)).toMatchObject({
      kind: 'sent',
      progress: { letters: 300, counts: { suppressed: 1 } },
    });
  });
});

describe('what the send stands on', () => {
  it('a database that ends every session is waited for', async () => {
    await using paper = await openPaper(200);
    let dots = 0;
    paper.server.script = async (moment) => {
      if (moment === 'dot' && ++dots === 50)
        await paper.database.pool.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
      return undefined;
    };
    // What a claim took whose answer was lost comes back with the end of the lease.
    const outcome = await paper.process(shortTimes).send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { letters: 200 } });
    const { accepted = 0, unknown = 0 } = await paper.states();
    expect(accepted + unknown).toBe(200);
    expect(twice(paper)).toBe(0);
  });

  it('a relay that is away is a clear error, and the same command goes on', async () => {
    await using paper = await openPaper(100);
    let dots = 0;
    paper.server.script = (moment) => {
      if (moment === 'dot') dots++;
      return dots >= 30 && (moment === 'greeting' || moment === 'mail') ? { drop: 'rst' } : undefined;
    };
    await expect(send(paper)).rejects.toThrow(/No session with the relay 127\.0\.0\.1:\d+/);
    const { accepted = 0, pending = 0, ...others } = await paper.states();
    expect(others).toEqual({});
    expect(accepted + pending).toBe(100);
    paper.server.script = () => undefined;
    expect(await send(paper)).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 100 } } });
    expect(twice(paper)).toBe(0);
  });

  it.each(['fin', 'rst'] as const)(
    'connections that break with %s everywhere cost doubts only after the dot',
    async (drop) => {
      const moments: Moment[] = ['greeting', 'mail', 'rcpt', 'data', 'body', 'dot'];
      let calls = 0;
      let doubts = 0;
      let cutBodies = 0;
      await using paper = await openPaper(200, (moment) => {
        if (!moments.includes(moment) || ++calls % 41 !== 0) return undefined;
        if (moment === 'dot') doubts++;
        if (moment === 'body') cutBodies++;
        return moment === 'dot' ? { takeThenDrop: drop } : { drop };
      });
      expect(await send(paper)).toMatchObject({ kind: 'sent', progress: { letters: 200 } });
      const { accepted = 0, unknown = 0 } = await paper.states();
      expect(unknown).toBeGreaterThanOrEqual(doubts);
      // A commit that is faster than the body lets the dot travel with it: what is cut there may be a doubt too.
      expect(unknown).toBeLessThanOrEqual(doubts + cutBodies);
      expect(accepted + unknown).toBe(200);
      expect(paper.server.letters.length).toBe(accepted + doubts);
      expect(twice(paper)).toBe(0);
    },
  );

  it('a sweeper rings again for what nobody works on', async () => {
    await using paper = await openPaper(600);
    const operator = paper.process();
    const stop = new AbortController();
    let dots = 0;
    paper.server.script = (moment) => {
      if (moment === 'dot' && ++dots === 20) stop.abort();
      return undefined;
    };
    const outcome = await operator.send(newsletterName, period, { signal: stop.signal });
    expect(outcome).toMatchObject({ kind: 'partly', because: { kind: 'stopped' } });
    paper.rung.length = 0;
    expect(await operator.sweep()).toMatchObject({ batches: 3 });
    expect(paper.rung).toEqual([0, 1, 2]);
    for (const batch of paper.rung) await operator.sendBatch(paper.issueId, batch, signal);
    expect(await paper.issueState()).toBe('sent');
    expect(paper.server.letters.length).toBe(600);
  });

  it('letters of a run that nobody knows any more go back by the sweeper, or by the next send', async () => {
    await using paper = await openPaper(300);
    const operator = paper.process();
    await operator.send(newsletterName, period, { signal: AbortSignal.abort() });
    const orphan = (letters: number) =>
      paper.database.pool.query(
        "update letters set state = 'claimed', run_id = gen_random_uuid() where id <= (select min(id) + $1 from letters)",
        [letters],
      );
    await orphan(2);
    paper.rung.length = 0;
    expect(await operator.sweep()).toMatchObject({ returned: 3, batches: 2 });
    expect(paper.rung).toEqual([0, 1]);
    await orphan(2);
    expect(await send(paper)).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 300 } } });
    expect(paper.server.letters.length).toBe(300);
  });
});
