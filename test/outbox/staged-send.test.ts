/** A send in stages, against a real PostgreSQL and a relay that misbehaves on order. */
import { describe, expect, it } from 'vitest';
import { seedsOf } from '../../src/outbox/stages.ts';
import { notSubscribed } from '../../src/world/db/check-facts.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';
import { type Sender, startSender } from '../support/sender-process.ts';
import type { Script } from '../support/smtp.ts';

const { signal } = new AbortController();
/** Two newsroom addresses, then a tenth of the readers, then the rest, without a pause between. */
const release = {
  seeds: ['reader7@example.org', 'READER8@example.org', 'nobody@example.org'],
  share_percent: 10,
  from_letters: 0,
  settle_minutes: 0,
};
const seeds = ['reader7@example.org', 'reader8@example.org'];
const staged = (readers: number, script?: Script, change: Partial<typeof release> = {}) =>
  openPaper(readers, script, { release: { ...release, ...change } });

/** The stage of each letter in the order in which the relay took them, by the batches of the ledger. */
async function stagesTaken({ database, server }: TestPaper): Promise<number[]> {
  const { rows } = await database.pool.query<{ email: string; number: number }>(
    `select s.email, t.number from letters l join subscribers s on s.id = l.subscriber_id
       join send_stages t on t.issue_id = l.issue_id and l.batch between t.first_batch and t.last_batch`,
  );
  const stageOf = new Map(rows.map(({ email, number }) => [email, number]));
  return server.letters.map(({ to }) => stageOf.get(to) ?? 0);
}
const sorted = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other);

describe('a staged send', () => {
  it('reaches the newsroom, then a share from all over the list, then everybody', async () => {
    await using paper = await staged(600);
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({ kind: 'sent', progress: { counts: { accepted: 600 } } });
    expect(
      paper.server.letters
        .slice(0, 2)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(seeds);
    const taken = await stagesTaken(paper);
    expect(taken).toEqual(sorted(taken));
    expect([1, 2, 3].map((stage) => taken.filter((one) => one === stage).length)).toEqual([2, 60, 538]);
    const { rows } = await paper.database.pool.query(
      `select count(*) filter (where s.id <= 300) as older from letters l join subscribers s on s.id = l.subscriber_id where l.batch = 1`,
    );
    expect(rows[0].older).toBeGreaterThan(20);
    expect(rows[0].older).toBeLessThan(40);
    // One batch each for seeds and share, three for the rest: rung for as their stage may leave.
    expect(paper.rung).toEqual([0, 1, 2, 3, 4]);
  });

  it('does not wait for a seed who is no reader, and the check can count them', async () => {
    await using paper = await staged(10, undefined, { share_percent: 0 });
    expect(await notSubscribed(paper.database.pool, newsletterName, seedsOf(release))).toBe(1);
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
    expect(await stagesTaken(paper)).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('leaves as a whole where there is neither share nor seed', async () => {
    await using paper = await staged(600, undefined, { seeds: [], share_percent: 0 });
    const stop = new AbortController();
    paper.server.script = () => void stop.abort();
    await paper.process().send(newsletterName, period, { signal: stop.signal });
    expect(paper.rung).toEqual([0, 1, 2]);
    expect(await paper.process().status(newsletterName, period)).toMatchObject({ stage: null });
  });

  it('waits at a stage, says why, and lets nobody claim what is behind it', async () => {
    await using paper = await staged(600, undefined, { settle_minutes: 60 });
    const one = paper.process();
    const outcome = await one.send(newsletterName, period, { signal, waitMs: 0 });
    expect(outcome).toMatchObject({ kind: 'partly', because: { kind: 'staged' } });
    expect(paper.server.letters.length).toBe(2);
    // Neither an eager worker nor the sweeper goes past the gate.
    for (const batch of [1, 2, 3])
      expect(await one.sendBatch(paper.issueId, batch, signal)).toEqual({ kind: 'nothing_to_do' });
    expect(await one.sweep()).toMatchObject({ batches: 0 });
    expect(paper.server.letters.length).toBe(2);
    expect(await one.status(newsletterName, period)).toMatchObject({
      progress: { etaSeconds: null },
      stage: {
        stage: { name: 'seeds', number: 1, of: 3, letters: 2, waiting: 598 },
        wait: { for: 'settling' },
      },
      live: {
        whyNotFaster: expect.stringMatching(/^598 more letters wait another 60 min to see how stage 1 of 3/),
      },
    });
  });

  it('lets a worker that waits for a pace not past the gate', async () => {
    const slow = ['eight@gmail.com', 'seven@gmail.com'];
    await using paper = await staged(100, undefined, { seeds: slow, settle_minutes: 60 });
    await paper.database.pool.query(
      `update subscribers s set email = v.email, email_key = v.email
       from unnest($1::text[]) with ordinality v(email, id) where v.id = s.id`,
      [slow],
    );
    const one = paper.process(undefined, 4, undefined, { pace: { gmail: 1 } });
    await one.send(newsletterName, period, { signal: AbortSignal.abort() });
    expect(await one.sendBatch(paper.issueId, 0, signal)).toMatchObject({ kind: 'worked', held: true });
    expect(paper.server.letters.map(({ to }) => to).sort()).toEqual(slow);
  });

  it('goes on by the sweeper alone when its time is over by the clock of PostgreSQL', async () => {
    await using paper = await staged(600, undefined, { settle_minutes: 60 });
    const one = paper.process();
    await one.send(newsletterName, period, { signal, waitMs: 0 });
    for (const batches of [1, 3]) {
      await paper.database.pool.query("update send_stages set tried_at = tried_at - interval '1 hour'");
      paper.rung.length = 0;
      await one.sweep();
      expect(new Set(paper.rung).size).toBe(batches);
      for (const batch of new Set(paper.rung)) await one.sendBatch(paper.issueId, batch, signal);
      await one.sweep();
    }
    expect(await paper.issueState()).toBe('sent');
    expect(paper.server.letters.length).toBe(600);
  });

  it('leaves at once where a person says so', async () => {
    await using paper = await staged(600, undefined, { settle_minutes: 60 });
    await paper.process().send(newsletterName, period, { signal, waitMs: 0 });
    expect(await paper.process().send(newsletterName, period, { signal, atOnce: true })).toMatchObject({
      kind: 'sent',
      progress: { counts: { accepted: 600 } },
    });
  });

  it('pauses when the share is refused, before the rest meets it, and resumes from there', async () => {
    const refuse: Script = (moment, { to }) =>
      moment === 'dot' && Number(/\d+/.exec(to ?? '')?.[0]) % 3 === 0 ? { say: '554 5.7.1 Spam' } : undefined;
    await using paper = await staged(600, refuse);
    const outcome = await paper.process().send(newsletterName, period, { signal });
    expect(outcome).toMatchObject({
      kind: 'partly',
      because: {
        kind: 'paused',
        reason: expect.stringMatching(/of \d+ letters were refused \(more than 10 %\)/),
      },
    });
    const { accepted = 0, refused = 0, pending } = await paper.states();
    expect(accepted + refused).toBe(62);
    expect(pending).toBe(538);
    paper.server.script = () => undefined;
    await paper.process().resume(newsletterName, period);
    expect(await paper.process().send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
    expect(await paper.states()).toEqual({ accepted: accepted + 538, refused });
  });

  it('keeps its stages when processes are killed, and gives each letter once', async () => {
    const settings = { release };
    await using paper = await openPaper(600, undefined, settings);
    const victims: Sender[] = [];
    let dots = 0;
    paper.server.script = (moment) => {
      // In the seeds, in the share, and in the rest.
      if (moment === 'dot' && [2, 30, 100].includes(++dots)) victims.at(-1)?.kill('SIGKILL');
      return undefined;
    };
    for (let time = 0; time < 3; time++) {
      await using sender = startSender(paper, settings);
      victims.push(sender);
      await sender.ended;
      expect(sender.signalCode).toBe('SIGKILL');
    }
    const [first, second] = [paper.process(), paper.process()];
    await Promise.all([first, second].map((one) => one.send(newsletterName, period, { signal })));
    expect(await paper.issueState()).toBe('sent');
    const { accepted = 0, unknown = 0 } = await paper.states();
    expect(accepted + unknown).toBe(600);
    expect(unknown).toBeLessThanOrEqual(12);
    const copies = new Map<string, number>();
    for (const { to } of paper.server.letters) copies.set(to, (copies.get(to) ?? 0) + 1);
    expect([...copies.values()].filter((count) => count > 1)).toEqual([]);
    const taken = await stagesTaken(paper);
    expect(taken).toEqual(sorted(taken));
  });
});
