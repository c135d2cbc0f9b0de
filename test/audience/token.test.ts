/** A token opens what it was made for, and nothing else opens anything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import { makeToken, openToken, type ReaderToken } from '../../src/audience/token.ts';

const secret = 'a secret of at least thirty-two characters';
const now = new Date('2026-11-24T06:00:00Z');
const token: ReaderToken = {
  purpose: 'unsubscribe',
  subscriberId: 42 as SubscriberId,
  newsletter: 'lhebdo',
  issueId: 447 as IssueId,
  expiresAt: null,
};
const tokens: fc.Arbitrary<ReaderToken> = fc.record({
  purpose: fc.constantFrom('unsubscribe', 'preferences', 'tracking', 'data', 'take_back'),
  subscriberId: fc.integer({ min: 1, max: 2 ** 50 }).map((id) => id as SubscriberId),
  newsletter: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/),
  issueId: fc.option(fc.integer({ min: 1, max: 2 ** 40 }).map((id) => id as IssueId)),
  expiresAt: fc.option(
    fc.integer({ min: now.getTime() / 1000 + 1, max: 8e9 }).map((seconds) => new Date(seconds * 1000)),
  ),
});

describe('a token', () => {
  it('gives back exactly the facts it was made of', () => {
    fc.assert(
      fc.property(tokens, (facts) => {
        const opened = openToken({ secret, now }, facts.purpose, makeToken(secret, facts));
        expect(opened).toEqual({ kind: 'token', token: facts });
      }),
    );
  });

  it('is made of url-safe characters and short enough for a header line', () => {
    fc.assert(fc.property(tokens, (facts) => /^[\w-]{25,120}$/.test(makeToken(secret, facts))));
  });

  it('made for one purpose opens no other', () => {
    expect(openToken({ secret, now }, 'preferences', makeToken(secret, token)).kind).toBe('invalid');
  });

  it('made with another secret is foreign', () => {
    const foreign = makeToken('another secret of at least thirty-two', token);
    expect(openToken({ secret, now }, 'unsubscribe', foreign).kind).toBe('invalid');
  });

  it('ends at the second it says', () => {
    const ending = makeToken(secret, { ...token, expiresAt: new Date('2026-11-24T07:00:00Z') });
    const at = (time: string) => openToken({ secret, now: new Date(time) }, 'unsubscribe', ending).kind;
    expect(at('2026-11-24T06:59:59.999Z')).toBe('token');
    expect(at('2026-11-24T07:00:00Z')).toBe('expired');
  });

  it('with any one character changed, added or cut off is refused', () => {
    const text = makeToken(secret, token);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.+/ \n';
    const changed = [...text].flatMap((was, at) =>
      [...alphabet]
        .filter((character) => character !== was)
        .map((character) => text.slice(0, at) + character + text.slice(at + 1)),
    );
    const longer = [...alphabet].flatMap((character) => [text + character, character + text]);
    const shorter = Array.from(text, (_, at) => text.slice(0, at));
    for (const attempt of [...changed, ...longer, ...shorter])
      expect(openToken({ secret, now }, 'unsubscribe', attempt).kind, attempt).toBe('invalid');
  });

  it('is never hit by chance', () => {
    const hits = fc.sample(fc.string({ unit: 'binary', maxLength: 120 }), 20_000);
    const lookalikes = fc.sample(fc.stringMatching(/^1[\w-]{30,60}$/), 20_000);
    for (const attempt of [...hits, ...lookalikes])
      expect(openToken({ secret, now }, 'unsubscribe', attempt).kind).toBe('invalid');
  });

  it('is never hit by a random signature under known facts', () => {
    const facts = Buffer.from(makeToken(secret, token).slice(1), 'base64url').subarray(16);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (signature) => {
        const attempt = `1${Buffer.concat([signature, facts]).toString('base64url')}`;
        return openToken({ secret, now }, 'unsubscribe', attempt).kind === 'invalid';
      }),
      { numRuns: 20_000 },
    );
  });
});

it('a letter’s signature serves no other issue, reader or newsletter', () => {
  const own: ReaderToken = { ...token, purpose: 'tracking' };
  const signature = Buffer.from(makeToken(secret, own).slice(1), 'base64url').subarray(0, 16);
  const others = [
    { ...own, issueId: 448 as IssueId },
    { ...own, subscriberId: 43 as SubscriberId },
    { ...own, newsletter: 'essentiel' },
  ];
  for (const other of others) {
    const facts = Buffer.from(makeToken(secret, other).slice(1), 'base64url').subarray(16);
    const moved = `1${Buffer.concat([signature, facts]).toString('base64url')}`;
    expect(openToken({ secret, now }, 'tracking', moved).kind).toBe('invalid');
  }
});

describe("a reader's links", () => {
  const links = readerLinks(
    { publicUrl: 'https://lettres.lacalanque.example', secret },
    {
      newsletter: 'lhebdo',
      subscriberId: 42 as SubscriberId,
      issueId: 447 as IssueId,
      period: '2026-W48' as Period,
    },
  );

  it('lead to the pages of the site', () => {
    expect(links.unsubscribe).toMatch(/^https:\/\/lettres\.lacalanque\.example\/u\/[\w-]+$/);
    expect(links.oneClick).toBe(links.unsubscribe);
    expect(links.preferences).toMatch(/^https:\/\/lettres\.lacalanque\.example\/p\/[\w-]+$/);
    expect(links.web).toBe('https://lettres.lacalanque.example/l/lhebdo/2026-W48');
  });

  it('hold one signed part more where the reader agreed to be recorded, the same for the pixel and every link', () => {
    const letter = {
      newsletter: 'lhebdo',
      subscriberId: 42 as SubscriberId,
      issueId: 447 as IssueId,
      period: '2026-W48' as Period,
    };
    const place = { publicUrl: 'https://lettres.lacalanque.example', secret };
    expect(Object.keys(readerLinks(place, { ...letter, tracked: false }))).not.toContain('clicks');
    const { opens = '', clicks = '' } = readerLinks(place, { ...letter, tracked: true });
    expect(opens.split('/o/')[1]).toBe(clicks.split('/r/')[1]);
    const opened = openToken({ secret, now }, 'tracking', clicks.split('/r/')[1] ?? '');
    expect(opened).toEqual({ kind: 'token', token: { ...token, purpose: 'tracking' } });
  });

  it('open with the same secret as the facts of that letter', () => {
    const opened = openToken({ secret, now }, 'unsubscribe', links.unsubscribe.split('/u/')[1] ?? '');
    expect(opened).toEqual({ kind: 'token', token });
  });
});
