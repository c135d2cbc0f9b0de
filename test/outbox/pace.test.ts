import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, rateOf, slowDown, take } from '../../src/outbox/pace.ts';

const start = Date.parse('2026-11-24T05:00:00Z');
const empty: Bucket = { tokens: 0, filledAt: start, slowed: null };
const at = (seconds: number) => start + seconds * 1000;

describe('a bucket', () => {
  it.each<[string, Bucket, limit: number | null, wanted: number, seconds: number, letters: number]>([
    ['without a limit gives what is wanted', empty, null, 80, 0, 80],
    ['gives what came in meanwhile', empty, 20, 80, 0.5, 10],
    ['holds one second and no more, so that nothing leaves in a burst', empty, 20, 80, 60, 20],
    ['gives no more than is wanted', empty, 20, 3, 60, 3],
    ['of less than a letter a second still comes to one', empty, 0.5, 80, 2, 1],
    ['that was filled by a clock ahead of ours loses nothing', { ...empty, tokens: 2 }, 20, 80, -5, 2],
  ])('%s', (_, bucket, limit, wanted, seconds, letters) => {
    expect(take(bucket, limit, wanted, at(seconds)).letters).toBe(letters);
  });

  it('says when the next letter may go', () => {
    expect(take(empty, 4, 10, start).againInMs).toBe(250);
    expect(take(empty, 0.5, 10, start).againInMs).toBe(2000);
  });

  it('never gives more than its rate over time, however it is asked', () => {
    const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 50 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), asks, (limit, steps) => {
        let bucket: Bucket = empty;
        let now = start;
        let given = 0;
        for (const [ms, wanted] of steps) {
          now += ms;
          const grant = take(bucket, limit, wanted, now);
          bucket = grant.bucket;
          given += grant.letters;
        }
        expect(given).toBeLessThanOrEqual(limit * ((now - start) / 1000) + 1e-6);
      }),
    );
  });
});

describe('a provider that complains', () => {
  const slowed = slowDown(null, null, '421 4.7.28 Too fast', start);

  it('gets nothing for ten seconds, then ten letters a second, then more', () => {
    expect(rateOf(slowed, null, at(5))).toBe(0);
    expect(take({ ...empty, slowed }, null, 80, at(4)).againInMs).toBe(6000);
    expect(rateOf(slowed, null, at(10))).toBe(10);
    expect(rateOf(slowed, null, at(40))).toBe(15);
    expect(rateOf(slowed, null, at(600))).toBeNull();
    expect(take({ ...empty, slowed }, null, 80, at(600)).bucket.slowed).toBeNull();
  });

  it('is heard once for all letters that were on their way', () => {
    expect(slowDown(slowed, null, '421 again', at(3))).toBe(slowed);
  });

  it('again gets half as many, and always some', () => {
    const twice = slowDown(slowed, null, '421', at(10));
    expect(rateOf(twice, null, at(20))).toBe(5);
    let worse = twice;
    for (let round = 2; round < 40; round++) worse = slowDown(worse, null, '421', at(round * 10));
    expect(rateOf(worse, null, worse.heldUntil)).toBe(0.2);
  });

  it('never gets more than the operator allows', () => {
    const own = slowDown(null, 4, '421', start);
    expect(rateOf(own, 4, at(10))).toBe(2);
    expect(rateOf(own, 4, at(3000))).toBe(4);
    // A limit of its own says nothing about how fast it must be to be free again.
    expect(rateOf(slowDown(null, 1000, '421', start), 1000, at(10))).toBe(200);
  });
});
