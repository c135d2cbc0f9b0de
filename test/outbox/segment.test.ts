/** An issue that leaves to a segment: frozen are those readers alone, the others are counted. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SegmentTree } from '../../src/audience/segment.ts';
import type { Newsletter } from '../../src/config/newsletter.ts';
import { chooseSegment, removeSegment, storeSegment } from '../../src/world/db/segments.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';

const signal = new AbortController().signal;
const premium: SegmentTree = { kind: 'premium', premium: true };
const nobodyWaits = () => () => null;

let paper: TestPaper;
afterEach(() => paper[Symbol.asyncDispose]());

async function open(settings: Partial<Newsletter> = {}) {
  paper = await openPaper(8, undefined, settings);
  const { pool } = paper.database;
  await pool.query('update subscribers set premium = id <= 3');
  await pool.query("update subscriptions set state = 'unsubscribed' where subscriber_id = 3");
  const made = { name: 'premium', title: 'Les abonnés', tree: premium };
  await storeSegment(pool, made, 'make', new Date(), () => null, nobodyWaits);
}

const choose = (segment: string | null | undefined) =>
  chooseSegment(
    paper.database.pool,
    paper.issueId,
    segment,
    { by: 'Camille', at: new Date(), reason: 'Les destinataires ont changé.' },
    () => false,
  );
const receivers = async () => {
  const { rows } = await paper.database.pool.query('select subscriber_id as id from letters order by 1');
  return rows.map(({ id }) => id);
};
const others = {
  candidates: 8,
  letters: 2,
  exclusions: [
    { reason: 'not_in_segment', count: 5 },
    { reason: 'unsubscribed', count: 1 },
  ],
};

describe('the segment of newsletter.yaml', () => {
  it('is whom the freeze takes, and a dry run says so before', async () => {
    await open({ audience: { segment: 'premium' } });
    await using process = paper.process();
    expect(await process.send(newsletterName, period, { dryRun: true, signal })).toMatchObject({
      audience: others,
    });
    expect(await process.send(newsletterName, period, { signal })).toMatchObject({ kind: 'sent' });
    expect(await receivers()).toEqual([1, 2]);
    const { rows } = await paper.database.pool.query('select reason, count from exclusions order by 1');
    expect(rows).toEqual([
      { reason: 'not_in_segment', count: 5 },
      { reason: 'unsubscribed', count: 1 },
    ]);
  });

  it('gives way to the choice of an issue: everybody, or another one', async () => {
    await open({ audience: { segment: 'premium' } });
    await using process = paper.process();
    const tree: SegmentTree = { kind: 'not', of: { kind: 'segment', segment: 'premium' } };
    await storeSegment(
      paper.database.pool,
      { name: 'free', title: 'Les autres', tree },
      'make',
      new Date(),
      () => null,
      nobodyWaits,
    );
    const dry = async () => {
      const outcome = await process.send(newsletterName, period, { dryRun: true, signal });
      return 'audience' in outcome ? outcome.audience.letters : null;
    };
    expect(await dry()).toBe(2);
    await choose(null);
    expect(await dry()).toBe(7);
    await choose('free');
    expect(await dry()).toBe(5);
    await choose(undefined);
    expect(await dry()).toBe(2);
  });
});

describe('a segment that cannot be used', () => {
  it('lets nothing leave, and says why', async () => {
    await open({ audience: { segment: 'gone' } });
    await using process = paper.process();
    expect(await process.send(newsletterName, period, { dryRun: true, signal })).toMatchObject({
      audience: { letters: 0 },
    });
    expect(await process.send(newsletterName, period, { signal })).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('there is no segment «gone»')],
    });
    expect(await receivers()).toEqual([]);
    expect(await paper.issueState()).toBe('approved');
  });

  it('is not made by removing it: an issue that waits keeps it, one that left does not', async () => {
    await open();
    const { pool } = paper.database;
    const { rows } = await pool.query<{ hash: string }>('select approved_hash as hash from issues');
    await choose('premium');
    expect(await paper.issueState()).toBe('draft');
    await pool.query(`update issues set state = 'approved', approved_hash = $1`, [rows[0]?.hash]);
    expect(await removeSegment(pool, 'premium', () => [], nobodyWaits)).toEqual({
      kind: 'used',
      by: ['lhebdo 2026-W48'],
    });
    await using process = paper.process();
    await process.send(newsletterName, period, { signal });
    expect(await receivers()).toEqual([1, 2]);
    expect(await choose(null)).toBe('too_late');
    expect(await removeSegment(pool, 'premium', () => [], nobodyWaits)).toEqual({ kind: 'removed' });
  });
});
