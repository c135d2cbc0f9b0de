/** Who follows a link: a person, or a program that follows all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueId, SubscriberId } from '../../src/audience/ids.ts';
import { loadsUnasked, looksLikeProgram } from '../../src/returns/programs.ts';
import { type Visit, visitTally } from '../../src/returns/visits.ts';

const at = Date.parse('2026-11-24T07:00:00Z');
const visit = (told: Partial<Visit>): Visit => ({
  issueId: 7 as IssueId,
  place: 1,
  of: 30,
  reader: null,
  source: '192.0.2.1 Firefox',
  program: false,
  at,
  ...told,
});

function totals(visits: readonly Partial<Visit>[], takeAfter = Number.POSITIVE_INFINITY) {
  const tally = visitTally();
  const sum = { people: 0, programs: 0 };
  const take = () => {
    for (const { people, programs } of tally.take()) {
      sum.people += people;
      sum.programs += programs;
    }
  };
  visits.forEach((one, index) => {
    tally.add(visit(one));
    if ((index + 1) % takeAfter === 0) take();
  });
  take();
  return sum;
}

const places = (count: number, each: Partial<Visit> = {}) =>
  Array.from({ length: count }, (_, index) => ({ place: index + 1, ...each }));

describe('a burst over the links of a letter', () => {
  it.each<[string, readonly Partial<Visit>[], { people: number; programs: number }]>([
    ['one link', [{}], { people: 1, programs: 0 }],
    ['one link ten times', Array.from({ length: 10 }, () => ({})), { people: 10, programs: 0 }],
    ['five links', places(5), { people: 5, programs: 0 }],
    ['all links within seconds', places(30), { people: 0, programs: 30 }],
    ['all of three links', places(3, { of: 3 }), { people: 0, programs: 3 }],
    ['both of two links', places(2, { of: 2 }), { people: 2, programs: 0 }],
    [
      'all links at a reader’s pace',
      places(30).map((one, index) => ({ ...one, at: at + index * 6_000 })),
      { people: 30, programs: 0 },
    ],
    [
      'the same from thirty machines',
      places(30).map((one, index) => ({ ...one, source: `192.0.2.${index}` })),
      { people: 30, programs: 0 },
    ],
    ['askers that cannot be told apart', places(30, { source: null }), { people: 30, programs: 0 }],
    [
      'one link of each of thirty issues',
      places(30).map((one, index) => ({ ...one, issueId: index as IssueId })),
      { people: 30, programs: 0 },
    ],
    ['the hidden link', [{ place: 2 }, { place: 0 }, { place: 3 }], { people: 0, programs: 3 }],
    [
      'the hidden link, asker unknown',
      [{ place: 0, source: null }, { source: null }],
      { people: 1, programs: 1 },
    ],
    [
      'a page fetched ahead, then followed',
      [{ program: true }, { program: false }],
      { people: 1, programs: 1 },
    ],
    [
      'a pixel that a mail program loads, then a click',
      [{ place: 'pixel', program: true, source: 'reader 1' }, { source: 'reader 1' }],
      { people: 1, programs: 1 },
    ],
  ])('%s', (_, visits, expected) => {
    expect(totals(visits)).toEqual(expected);
  });

  it('is known afterwards: what was written as people is taken back', () => {
    expect(totals(places(30), 4)).toEqual({ people: 0, programs: 30 });
  });

  it('does not stick to the asker: five seconds later a person may follow a link', () => {
    expect(totals([...places(30), { at: at + 6_000 }])).toEqual({ people: 1, programs: 30 });
  });
});

it('nothing is lost or invented, however visits and writes alternate and fail', () => {
  const visits = fc.record({
    place: fc.oneof(fc.constant('pixel' as const), fc.integer({ min: 0, max: 40 })),
    reader: fc.constantFrom(null, 1 as SubscriberId, 2 as SubscriberId),
    source: fc.constantFrom('a', 'b', null),
    program: fc.boolean(),
    of: fc.constantFrom(3, 40),
    later: fc.integer({ min: 0, max: 9_000 }),
    next: fc.constantFrom('nothing', 'write', 'fail'),
  });
  fc.assert(
    fc.property(fc.array(visits, { maxLength: 80 }), (told) => {
      const tally = visitTally();
      let now = at;
      let written = 0;
      const places = new Map<string, number>();
      for (const { later, next, ...one } of told) {
        now += later;
        tally.add(visit({ ...one, at: now }));
        if (next === 'nothing') continue;
        const taken = tally.take();
        if (next === 'fail') tally.giveBack(taken);
        else for (const count of taken) note(count);
      }
      for (const count of tally.take()) note(count);
      expect(written).toBe(told.length);
      for (const people of places.values()) expect(people).toBeGreaterThanOrEqual(0);

      function note({ place, reader, people, programs }: ReturnType<typeof tally.take>[number]) {
        written += people + programs;
        const key = `${place} ${reader}`;
        places.set(key, (places.get(key) ?? 0) + people);
      }
    }),
  );
});

describe('a name', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
  it.each([
    [{ agent: firefox }, false],
    [{ agent: iphone }, false],
    [{ agent: chrome }, false],
    [{ agent: firefox, method: 'HEAD' }, true],
    [{ agent: chrome, purpose: 'prefetch;prerender' }, true],
    [{ agent: '' }, true],
    [{ agent: 'BarracudaCentral/1.0 (+https://barracudacentral.org)' }, true],
    [{ agent: 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)' }, true],
    [{ agent: 'python-requests/2.32' }, true],
    [{ agent: 'Slackbot-LinkExpanding 1.0' }, true],
  ])('%j is a program’s: %s', (told, program) => {
    expect(looksLikeProgram({ method: 'GET', purpose: '', ...told })).toBe(program);
  });

  it.each([
    ['Mozilla/5.0', true],
    [iphone, false],
    ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', false],
  ])('%s loads pictures unasked: %s', (agent, unasked) => {
    expect(loadsUnasked({ agent })).toBe(unasked);
  });
});
