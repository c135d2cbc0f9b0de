/** What an answer must not tell: every address takes the same steps, whatever is known of it. */
import { describe, expect, it } from 'vitest';
import type { EmailAddress, SubscriberId } from '../../src/audience/ids.ts';
import { askToMove } from '../../src/audience/move.ts';
import { askToSubscribe } from '../../src/audience/sign-up.ts';
import { signUpWording } from '../../src/audience/wording.ts';

const at = new Date('2026-11-24T07:00:00Z');
const wording = signUpWording({ paper: 'La Calanque', titles: ['L’Hebdo'] }, 'fr');
type Known = { readonly suppressed?: boolean; readonly asked?: number; readonly askedInADay?: number };
const cases: readonly (readonly [string, Known, boolean])[] = [
  ['is new', {}, true],
  ['was asked for twice before', { asked: 3 }, true],
  ['had its three letters', { asked: 4 }, false],
  ['was asked for four times before today', { askedInADay: 5 }, true],
  ['had its five letters of the day', { askedInADay: 6 }, false],
  ['must not be written to', { suppressed: true }, false],
  ['must not be written to and is asked for again', { suppressed: true, asked: 9 }, false],
];

/** Every step in its order, and whether a letter leaves. */
function needsOf({ suppressed = false, asked = 1, askedInADay = 1 }: Known) {
  const taken: string[] = [];
  let letters = 0;
  let left: boolean | null = null;
  return {
    steps: () => ({ taken, left }),
    /** Among those of the day. */
    lettersNoted: () => letters,
    needs: {
      attempts: async (keys: readonly string[]) => {
        taken.push('attempts');
        letters += keys.filter((key) => key.startsWith('day of address ')).length;
        const counts = { 'address ': asked, 'day of address ': askedInADay };
        return keys.map((key) => Object.entries(counts).find(([word]) => key.startsWith(word))?.[1] ?? 1);
      },
      suppressed: async () => {
        taken.push('suppressed');
        return suppressed;
      },
      proof: async () => {
        taken.push('proof');
        return 'not_asked' as const;
      },
      send: async (_asked: object, leaves: boolean) => {
        taken.push('send');
        left = leaves;
      },
    },
  };
}

/** Nothing but the letters of the day can stand against it. */
const mayOtherwise = ({ suppressed = false, asked = 1 }: Known) => !suppressed && asked <= 3;

describe('a sign-up for an address that', () => {
  it.each(cases)('%s', async (_, known, leaves) => {
    const { needs, steps, lettersNoted } = needsOf(known);
    const request = {
      ...{ email: 'zoe@example.org', newsletters: ['lhebdo'], trap: '', asWritten: false },
      ...{ wording, source: 'a page', network: '203.0.113.0/24' },
    };
    expect(await askToSubscribe(request, at, needs)).toEqual({ kind: 'asked' });
    expect(steps()).toEqual({
      taken: ['proof', 'attempts', 'attempts', 'suppressed', 'attempts', 'attempts', 'send'],
      left: leaves,
    });
    expect(lettersNoted()).toBe(mayOtherwise(known) ? 1 : 0);
  });
});

describe('within an hour', () => {
  const request = {
    ...{ email: 'zoe@example.org', newsletters: ['lhebdo', 'essentiel'], trap: '', asWritten: false },
    ...{ wording, source: 'a page', network: '203.0.113.0/24' },
  };
  /** Everything was asked for once but what is counted here. */
  const askedAfter = (
    counts: Readonly<Record<string, number>>,
    proof: 'not_asked' | 'missing',
    byProgram = false,
  ) => {
    const { needs } = needsOf({});
    return askToSubscribe({ ...request, byProgram }, at, {
      ...needs,
      proof: async () => proof,
      attempts: async (keys) => keys.map((key) => counts[key] ?? 1),
    });
  };

  it.each([
    ['network 203.0.113.0/24', 'not_asked', 30],
    ['newsletter essentiel', 'not_asked', 600],
    ['unproven network 203.0.113.0/24', 'missing', 3],
    ['unproven newsletter lhebdo', 'missing', 60],
  ] as const)('%s (proof %s) may be asked for %i times', async (key, proof, most) => {
    expect(await askedAfter({ [key]: most }, proof)).toEqual({ kind: 'asked' });
    expect(await askedAfter({ [key]: most + 1 }, proof)).toEqual({ kind: 'too_often' });
  });

  it('a program with a token has the limit of its token, and one for the newsletter that visitors have no part in', async () => {
    const visitors = { 'network 203.0.113.0/24': 99, 'newsletter lhebdo': 601 };
    expect(await askedAfter(visitors, 'not_asked', true)).toEqual({ kind: 'asked' });
    const programs = { 'program newsletter lhebdo': 601 };
    expect(await askedAfter(programs, 'not_asked', true)).toEqual({ kind: 'too_often' });
    expect(await askedAfter(programs, 'not_asked')).toEqual({ kind: 'asked' });
  });
});

describe('a request that is refused or sends nothing', () => {
  /** What is noted under each key by one request, when what is counted here was noted before. */
  const notedBy = async (before: Readonly<Record<string, number>>, suppressed = false) => {
    const { needs } = needsOf({ suppressed });
    const noted: string[] = [];
    const request = {
      ...{ email: 'zoe@example.org', newsletters: ['lhebdo'], trap: '', asWritten: false },
      ...{ wording, source: 'a page', network: '203.0.113.0/24' },
    };
    const { kind } = await askToSubscribe(request, at, {
      ...needs,
      attempts: async (keys, _since, _at, most = 1_000_000) =>
        keys.map((key) => {
          const count = before[key] ?? 0;
          if (count < most) noted.push(key);
          return count + 1;
        }),
    });
    return { kind, noted };
  };
  const [network, address, newsletter] = [
    'network 203.0.113.0/24',
    'address zoe@example.org',
    'newsletter lhebdo',
  ];

  it('for its network uses up neither the newsletter for others nor the address', async () => {
    expect(await notedBy({ [network]: 30 })).toEqual({ kind: 'too_often', noted: [network] });
  });

  it('for its newsletter makes the wait no longer, and is no letter of the day', async () => {
    expect(await notedBy({ [newsletter]: 600 })).toEqual({ kind: 'too_often', noted: [network, address] });
  });

  it.each([
    ['had its three letters', { [address]: 3 }, false],
    ['must not be written to', {}, true],
  ])('to an address that %s uses up nothing of the newsletter', async (_, before, suppressed) => {
    const { kind, noted } = await notedBy(before, suppressed);
    expect(kind).toBe('asked');
    expect(noted).not.toContain(newsletter);
    expect(await notedBy({ ...before, [newsletter]: 600 }, suppressed)).toMatchObject({ kind: 'too_often' });
  });

  it('is no further one to its address, so that asking on and on keeps nobody from their letter', async () => {
    expect((await notedBy({ [address]: 3 })).noted).not.toContain(address);
  });
});

describe('a move to an address that', () => {
  const own = 'marie@example.org' as EmailAddress;
  const token = {
    ...{ purpose: 'preferences' as const, subscriberId: 1 as SubscriberId, newsletter: 'lhebdo' },
    ...{ issueId: null, expiresAt: null },
  };
  it.each([
    ...cases.map((one) => ['zoe@example.org', ...one] as const),
    ['Marie@example.org', 'is their own', {}, false] as const,
  ])('%s %s', async (email, _, known, leaves) => {
    const { needs, steps, lettersNoted } = needsOf(known);
    const request = { email, asWritten: false, language: 'fr', network: null } as const;
    let times = 0;
    const outcome = await askToMove('a token', request, at, {
      ...needs,
      // The address that the reader has is asked about first (src/audience/mover.ts), and may be written to.
      suppressed: async () => {
        const barred = await needs.suppressed();
        times++;
        return times > 1 && barred;
      },
      open: () => ({ kind: 'token', token }),
      subscriber: async () => ({ email: own }),
      lately: async () => null,
    });
    expect(outcome).toEqual({ kind: 'asked' });
    const taken = ['suppressed', 'attempts', 'attempts', 'suppressed', 'attempts', 'send'];
    expect(steps()).toEqual({ taken, left: leaves });
    expect(lettersNoted()).toBe(mayOtherwise(known) && email === 'zoe@example.org' ? 1 : 0);
  });
});
