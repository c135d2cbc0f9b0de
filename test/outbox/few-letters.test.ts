/** Fewer letters than connections: lanes that found nothing to do say nothing about the others. */
import { describe, expect, it } from 'vitest';
import type { IssueId, LetterId } from '../../src/audience/ids.ts';
import { deliver } from '../../src/outbox/deliver.ts';
import type { DeliverNeeds } from '../../src/outbox/deliver-needs.ts';
import type { ClaimedLetter, LetterOutcome, OneClaim } from '../../src/outbox/ledger.ts';
import { RelayFault, type RelaySession } from '../../src/outbox/relay.ts';
import { newsletterName, openPaper, period } from '../support/outbox.ts';
import { quickTimes } from '../support/sender.ts';

/** A send that goes round in circles ends here, and as stopped. */
const bounded = () => AbortSignal.timeout(40_000);
const connections = 20;

describe('ten letters on twenty connections', () => {
  it.each(['send', 'batch of a worker'])('a refused login ends the %s with its reason', async (by) => {
    // Slower than the ledger, as a relay far away is: the other lanes have long found nothing to do.
    await using paper = await openPaper(10, (moment) =>
      moment === 'ehlo' ? { after: 150, say: '250 relay.example' } : undefined,
    );
    const url = `smtp://editor:wrong@127.0.0.1:${paper.server.port}?tls=none`;
    await paper.process().send(newsletterName, period, { signal: AbortSignal.abort() });
    const one = paper.process(quickTimes, connections, undefined, { url, query: '' });
    const work =
      by === 'send'
        ? one.send(newsletterName, period, { signal: bounded() })
        : one.sendBatch(paper.issueId, 0, bounded());
    await expect(work).rejects.toThrow(/^The relay 127\.0\.0\.1:\d+ refused the login/);
    expect(paper.server.connections()).toBeLessThanOrEqual(connections);
    expect(await paper.states()).toEqual({ pending: 10 });
  });

  it('a relay that has had its letters of the day is told of, and rests', async () => {
    await using paper = await openPaper(10);
    const query = `?warmup=${new Date().toISOString().slice(0, 10)}&warmup_first=4`;
    const one = paper.process(quickTimes, connections, undefined, { query });
    expect(await one.send(newsletterName, period, { signal: bounded() })).toMatchObject({
      kind: 'partly',
      because: { kind: 'resting' },
    });
    const { rows } = await paper.database.pool.query('select rests_until > now() as rests from sends');
    expect(rows).toEqual([{ rests: true }]);
    const { accepted = 0, pending = 0 } = await paper.states();
    expect({ all: accepted + pending, some: pending > 0 }).toEqual({ all: 10, some: true });
  });
});

type Given = {
  readonly build?: DeliverNeeds['build'];
  readonly borrow?: (nth: number) => Promise<RelaySession>;
};

/** Ten letters in line and a relay of twenty connections; what was written of them. */
async function deliverTen({ build, borrow }: Given, stop = new AbortController()) {
  let line = Array.from({ length: 10 }, (_, at) => ({ id: at as LetterId, attempts: 0 }) as ClaimedLetter);
  const outcomes: LetterOutcome[] = [];
  let borrowed = 0;
  const session = {
    open: true,
    transact: async (_e: unknown, _l: unknown, mayDot: () => Promise<boolean>) => {
      await mayDot();
      return { kind: 'replied', step: 'dot', reply: { code: 250, enhanced: null, text: '' } };
    },
  } as unknown as RelaySession;
  const needs = {
    relay: {
      ...{ name: 'relay', connections, giveBack: () => {}, standing: () => [] },
      borrow: () => borrow?.(++borrowed) ?? Promise.resolve(session),
    },
    ledger: {
      claim: async () => {
        const letters = line;
        line = [];
        return { letters, againInMs: null };
      },
      record: async (asked: readonly OneClaim[], told: readonly LetterOutcome[]) => {
        outcomes.push(...told);
        return new Set(asked.map(({ id }) => id));
      },
      ...{ renew: async () => {}, end: async () => {}, pause: async () => {}, slowDown: async () => {} },
    },
    build: build ?? (async () => ({ kind: 'built', envelope: { from: '', to: '' }, bytes: [] })),
    time: { now: () => new Date(), wait: () => new Promise<void>((done) => setImmediate(done)) },
    patience: { delaysMs: [60_000], giveUpAfterMs: 3_600_000 },
  } as unknown as DeliverNeeds;
  const delivery = { issueId: 1 as IssueId, leaseMs: 30_000, reconnectDelaysMs: [] };
  const report = await deliver(needs, delivery, stop.signal).catch((error: unknown) => error);
  const inState = (state: LetterOutcome['state']) => outcomes.filter((one) => one.state === state).length;
  return { report, session, accepted: inState('accepted'), pending: inState('pending') };
}

describe('a lane that fails', () => {
  it('while it builds a letter is heard of, and the others are sent', async () => {
    const fault = new Error('no key to sign with');
    const build = async ({ id }: ClaimedLetter) => {
      if (id === 3) throw fault;
      return { kind: 'built' as const, envelope: { from: '', to: '' }, bytes: [] };
    };
    expect(await deliverTen({ build })).toMatchObject({ report: fault, accepted: 9, pending: 1 });
  });

  it('at the relay is not heard of where the other connections sent everything', async () => {
    const { session } = await deliverTen({});
    const fault = new RelayFault('one session too many', true);
    const borrow = async (nth: number) => {
      if (nth === 1) throw fault;
      await new Promise((done) => setImmediate(done));
      return session;
    };
    const { report, accepted, pending } = await deliverTen({ borrow });
    expect(report).toMatchObject({ outcomes: { accepted: 10 }, rest: null });
    expect({ accepted, pending }).toEqual({ accepted: 10, pending: 0 });
  });

  it('after somebody stopped the work is no news', async () => {
    const stop = new AbortController();
    const borrow = async () => {
      stop.abort();
      throw new RelayFault('away', true);
    };
    expect(await deliverTen({ borrow }, stop)).toMatchObject({ report: { paused: null, rest: null } });
  });
});
