/** Pace, several relays and warm-up in whole sends, against a real PostgreSQL and relays that misbehave on order. */
import { describe, expect, it } from 'vitest';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { openScriptedRelay } from '../support/smtp.ts';

const { signal } = new AbortController();
const send = (paper: TestPaper, relay?: Parameters<TestPaper['process']>[3]) =>
  paper.process(undefined, 4, undefined, relay).send(newsletterName, period, { signal });

/** Makes the first readers customers of a provider. */
async function moveTo(paper: TestPaper, domain: string, readers: number): Promise<void> {
  await paper.database.pool.query(
    `update subscribers set email = 'reader' || id || '@' || $1, email_key = 'reader' || id || '@' || $1 where id <= $2`,
    [domain, readers],
  );
}

describe('a pace limit', () => {
  it('is shared by several processes', async () => {
    await using paper = await openPaper(300);
    await moveTo(paper, 'gmail.com', 20);
    const slow = { pace: { gmail: 10 } };
    const [first, second] = [1, 2].map(() => paper.process(undefined, 4, undefined, slow));
    const begun = Date.now();
    const [outcome] = await Promise.all(
      [first, second].map((one) => one?.send(newsletterName, period, { signal })),
    );
    const seconds = (Date.now() - begun) / 1000;
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 300 } } });
    expect(new Set(paper.server.letters.map(({ to }) => to)).size).toBe(300);
    // Twenty letters at ten a second cannot leave in less, in however many processes.
    expect(seconds).toBeGreaterThan(1);
  });

  it('gives each of two machines a fair part', async () => {
    await using paper = await openPaper(80);
    await using other = await openScriptedRelay();
    await moveTo(paper, 'gmail.com', 80);
    const pace = { gmail: 40 };
    const [here, there] = [{ pace }, { pace, url: other.url }].map((relay) =>
      paper.process(undefined, 4, undefined, relay).send(newsletterName, period, { signal }),
    );
    expect(await here).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 80 } } });
    await there;
    const parts = [paper.server, other].map(({ letters }) => letters.length);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(80);
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(16);
  });

  it('lets a batch of a worker wait for it too', async () => {
    await using paper = await openPaper(12);
    await moveTo(paper, 'gmail.com', 12);
    const one = paper.process(undefined, 4, undefined, { pace: { gmail: 8 } });
    const stop = new AbortController();
    paper.server.script = (moment) => {
      if (moment === 'greeting') stop.abort();
      return undefined;
    };
    await one.send(newsletterName, period, { signal: stop.signal });
    paper.server.script = () => undefined;
    expect(await one.sendBatch(paper.issueId, 0, signal)).toMatchObject({ kind: 'worked', sent: true });
    expect(paper.server.letters.length).toBe(12);
  });

  it('acts on a complaint of the provider alone', async () => {
    await using paper = await openPaper(100);
    await moveTo(paper, 'gmail.com', 60);
    paper.server.script = (moment, { to }) =>
      moment === 'dot' && to?.endsWith('@gmail.com') ? { say: '450 4.7.28 Unusual rate of mail' } : undefined;
    const stop = new AbortController();
    const going = paper.process().send(newsletterName, period, { signal: stop.signal });
    const said = '450 4.7.28 Unusual rate of mail';
    const paces = async () =>
      (
        await paper.database.pool.query(
          'select provider, slow_rate, said, held_until > now() as held from paces',
        )
      ).rows;
    await expect.poll(paces).toEqual([{ provider: 'gmail', slow_rate: 10, said, held: true }]);
    while (paper.server.letters.length < 40) await new Promise((done) => setTimeout(done, 20));
    stop.abort();
    await going;
    // Of sixty, only those that were claimed already met the complaint.
    const { accepted, pending = 0 } = await paper.states();
    expect(accepted).toBe(40);
    expect(pending).toBeGreaterThan(20);
  });
});

describe('several relays', () => {
  it('share the letters by their weight', async () => {
    await using paper = await openPaper(400);
    await using second = await openScriptedRelay();
    const outcome = await send(paper, { more: [`${second.url}?weight=3`] });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 400 } } });
    expect(paper.server.letters.length + second.letters.length).toBe(400);
    expect(second.letters.length).toBeGreaterThan(paper.server.letters.length);
    expect(paper.server.letters.length).toBeGreaterThan(0);
  });

  it.each(['greeting', 'ehlo'] as const)('do without one that is dead at %s', async (moment) => {
    await using paper = await openPaper(120);
    await using dead = await openScriptedRelay((now) => (now === moment ? { drop: 'rst' } : undefined));
    const one = paper.process(undefined, 4, undefined, { more: [dead.url] });
    expect(await one.send(newsletterName, period, { signal })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 120 } },
    });
    expect(paper.server.letters.length).toBe(120);
    // Once for each connection, and once again when some seconds are over: not as often as there is room.
    expect(dead.connections()).toBeLessThanOrEqual(8);
    const standing = one.relay.standing().find(({ relay }) => relay.endsWith(`:${dead.port}`));
    expect(standing?.asideUntil).toBeInstanceOf(Date);
    expect(standing?.trouble).toMatch(/^No session with the relay/);
  });

  it('a relay that allows two sessions gets two, and every letter', async () => {
    let open = 0;
    await using paper = await openPaper(200, (moment) => {
      if (moment !== 'greeting') return undefined;
      open++;
      return open > 2 && open < 6 ? { say: '421 4.7.0 Too many connections' } : undefined;
    });
    const one = paper.process();
    expect(await one.send(newsletterName, period, { signal })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 200 } },
    });
    expect(one.relay.standing()[0]).toMatchObject({ trouble: expect.any(String) });
  });
});

describe('a relay in its warm-up', () => {
  it('gets its letters of the day over all processes, and the rest waits for tomorrow', async () => {
    await using paper = await openPaper(100);
    const today = new Date().toISOString().slice(0, 10);
    const query = `?warmup=${today}&warmup_first=30`;
    const [first, second] = [1, 2].map(() => paper.process(undefined, 2, undefined, { query }));
    const outcomes = await Promise.all(
      [first, second].map((one) => one?.send(newsletterName, period, { signal })),
    );
    expect(outcomes[0]).toMatchObject({ kind: 'partly', because: { kind: 'resting' } });
    // Each session may have been on its way with one more when the last of the day was counted.
    expect(paper.server.letters.length).toBeGreaterThanOrEqual(30);
    expect(paper.server.letters.length).toBeLessThanOrEqual(34);
    const { accepted = 0, pending = 0 } = await paper.states();
    expect(accepted).toBe(paper.server.letters.length);
    expect(accepted + pending).toBe(100);
  });
});
