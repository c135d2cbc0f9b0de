/** Segments in SQL: they find whom a naive look at each reader finds, and nothing that a person chose becomes SQL. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AttributeCondition,
  below,
  type SegmentTree,
  segmentTree,
} from '../../../src/audience/segment.ts';
import type { SubscriptionState } from '../../../src/audience/subscription.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { segmentSql } from '../../../src/world/db/segment-sql.ts';
import { countSegment } from '../../../src/world/db/segments.ts';
import { openTestDatabase } from '../../support/database.ts';

type Value = string | number | boolean;
type Reader = {
  readonly id: number;
  readonly commune: string | null;
  readonly moreCommunes: readonly string[];
  readonly sections: readonly string[];
  readonly premium: boolean;
  readonly language: string | null;
  readonly createdAt: Date;
  /** Consents to newsletters that a file or a page brought, in any order; and one to tracking, which is no sign-up. */
  readonly consents: readonly Date[];
  readonly attributes: Readonly<Record<string, Value>>;
  readonly subscriptions: Readonly<Record<string, SubscriptionState>>;
  /** Whether they consent to it. */
  readonly opens: boolean;
  readonly clicks: boolean;
  /** Days ago; link 0 is the pixel. */
  readonly visits: readonly { readonly link: number; readonly days: number; readonly people: number }[];
};

const isMember = (reader: Reader, tree: SegmentTree) => meets(reader, tree) === true;

/** From the least to the most; what lies between is not known. */
const known = [false, null, true] as const;

/** What the words of a tree mean, said again without SQL; null: nothing is known, which no joint and no «not» makes known (Kleene). */
function meets(reader: Reader, tree: SegmentTree): boolean | null {
  switch (tree.kind) {
    case 'all':
      return known[Math.min(...tree.of.map((part) => known.indexOf(meets(reader, part))))] ?? null;
    case 'any':
      return known[Math.max(...tree.of.map((part) => known.indexOf(meets(reader, part))))] ?? null;
    case 'not':
      return known[2 - known.indexOf(meets(reader, tree.of))] ?? null;
    case 'newsletter':
      return reader.subscriptions[tree.newsletter] === tree.state;
    case 'rubrique':
      return reader.sections.includes(tree.rubrique);
    case 'commune':
      return reader.commune === tree.commune || reader.moreCommunes.includes(tree.commune);
    case 'premium':
      return reader.premium === tree.premium;
    case 'language':
      return reader.language === tree.language;
    case 'signed_up': {
      const first = reader.consents.length === 0 ? [reader.createdAt] : reader.consents;
      const day = new Date(Math.min(...first.map(Number))).toISOString().slice(0, 10);
      return (
        (tree.from === undefined || day >= tree.from) && (tree.before === undefined || day < tree.before)
      );
    }
    case 'opened':
      return reader.opens ? hasVisit(reader, tree.days, (link) => link === 0) : null;
    case 'clicked':
      return reader.clicks ? hasVisit(reader, tree.days, (link) => link > 0) : null;
    case 'attribute':
      return hasAttribute(reader, tree);
    default:
      throw new Error('no other segment here');
  }
}

/** How many conditions of a kind are in it. */
const countOf = (given: SegmentTree, kind: SegmentTree['kind']): number =>
  (given.kind === kind ? 1 : 0) + below(given).reduce((count, part) => count + countOf(part, kind), 0);

const hasVisit = ({ visits }: Reader, within: number, which: (link: number) => boolean) =>
  visits.some(({ link, days, people }) => which(link) && people > 0 && days < within);

function hasAttribute({ attributes }: Reader, condition: AttributeCondition): boolean {
  const value = Object.hasOwn(attributes, condition.name) ? attributes[condition.name] : undefined;
  if (condition.test === 'exists') return value !== undefined;
  if (condition.test === 'is') return value === condition.value;
  if (condition.test === 'contains') return typeof value === 'string' && value.includes(condition.value);
  if (typeof value !== 'number') return false;
  return condition.test === 'at_least' ? value >= condition.value : value <= condition.value;
}

const nasty = [
  "'",
  "'; drop table subscribers; --",
  '$1',
  '%',
  '\\',
  '"',
  '{{7*7}}',
  '[[ x ]]',
  '<b>',
  'é',
  '🦊',
  "x' or '1'='1",
];
const words = ['arles', 'aix', 'sante', 'lhebdo', 'essentiel', 'x-1'];
const word = fc.constantFrom(...words);
const states = fc.constantFrom<SubscriptionState>('pending', 'active', 'unsubscribed', 'bounced');
const text = fc.oneof(fc.constantFrom(...nasty, 'maire', 'mai'), fc.string({ maxLength: 6, unit: 'binary' }));
const storable = text.filter((one) => !one.includes('\0') && one.isWellFormed());
const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
);
const value = fc.oneof(
  storable,
  number.map((one) => (Object.is(one, -0) ? 0 : one)),
  fc.boolean(),
);
const name = fc.constantFrom('job', 'age', 'vip', 'constructor', 'a1');
const day = fc.integer({ min: 0, max: 20 }).map((at) => `2026-11-${String(at + 1).padStart(2, '0')}`);

const activity: fc.Arbitrary<SegmentTree> = fc.record({
  kind: fc.constantFrom('opened' as const, 'clicked' as const),
  days: fc.integer({ min: 1, max: 40 }),
});

const leaf: fc.Arbitrary<SegmentTree> = fc.oneof(
  fc.record({ kind: fc.constant('newsletter' as const), newsletter: word, state: states }),
  fc.record({ kind: fc.constant('rubrique' as const), rubrique: word }),
  fc.record({ kind: fc.constant('commune' as const), commune: word }),
  fc.record({ kind: fc.constant('premium' as const), premium: fc.boolean() }),
  fc.record({
    kind: fc.constant('language' as const),
    language: fc.constantFrom('fr' as const, 'en' as const),
  }),
  activity,
  fc.record({ kind: fc.constant('signed_up' as const), from: day }),
  fc.record({ kind: fc.constant('signed_up' as const), from: day, before: day }),
  fc.record({ kind: fc.constant('attribute' as const), name, test: fc.constant('is' as const), value }),
  fc.record({ kind: fc.constant('attribute' as const), name, test: fc.constant('exists' as const) }),
  fc.record({
    kind: fc.constant('attribute' as const),
    name,
    test: fc.constant('contains' as const),
    value: storable.filter((one) => one !== ''),
  }),
  fc.record({
    kind: fc.constant('attribute' as const),
    name,
    test: fc.constantFrom('at_least' as const, 'at_most' as const),
    value: number,
  }),
);
/** Joints and negations around such leaves. */
const treeOf = (leaves: fc.Arbitrary<SegmentTree>) =>
  fc.letrec<{ tree: SegmentTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
    ),
  })).tree;
const tree = treeOf(leaf);

let database: Database;
let readers: readonly Reader[];
beforeAll(async () => {
  database = await openTestDatabase();
  const moment = fc
    .integer({ min: 0, max: 20 * 86_400 })
    .map((at) => new Date(Date.UTC(2026, 10, 1) + at * 1_000));
  const arbitrary = fc.record({
    commune: fc.option(word),
    moreCommunes: fc.uniqueArray(word, { maxLength: 2 }),
    sections: fc.uniqueArray(word, { maxLength: 2 }),
    premium: fc.boolean(),
    language: fc.option(fc.constantFrom('fr', 'en')),
    createdAt: moment,
    consents: fc.array(moment, { maxLength: 3 }),
    attributes: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }),
    opens: fc.boolean(),
    clicks: fc.boolean(),
    visits: fc.uniqueArray(
      fc.record({
        link: fc.integer({ min: 0, max: 2 }),
        days: fc.integer({ min: 0, max: 40 }),
        people: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 2, selector: ({ link }) => link },
    ),
    subscriptions: fc.dictionary(fc.constantFrom('lhebdo', 'essentiel'), states, { noNullPrototype: true }),
  });
  readers = fc.sample(arbitrary, { numRuns: 300, seed: 1234 }).map((one, at) => ({ ...one, id: at + 1 }));
  await database.pool.query(
    `insert into issues (newsletter, period, number, date, subject, drafted_at, articles_until)
     values ('lhebdo', '2026-W48', 1, '2026-11-24', 's', now(), now())`,
  );
  for (const one of readers) {
    await database.pool.query(
      `insert into subscribers (email, email_key, commune, more_communes, sections, premium, language, created_at, attributes,
         track_opens, track_clicks)
       values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        `reader${one.id}@example.org`,
        one.commune,
        one.moreCommunes,
        one.sections,
        one.premium,
        one.language,
        one.createdAt,
        JSON.stringify(one.attributes),
        one.opens,
        one.clicks,
      ],
    );
    for (const [at, action, purpose] of [
      ...one.consents.map((day) => [day, 'granted', 'newsletter'] as const),
      [new Date('2026-10-01'), 'granted', 'open_tracking'] as const,
      [new Date('2026-10-01'), 'withdrawn', 'newsletter'] as const,
    ])
      await database.pool.query(
        `insert into consent_receipts (subscriber_id, email_hash, newsletter, purpose, action, at, source)
         values ($1, '\\x00', 'lhebdo', $2, $3, $4, 'test')`,
        [one.id, purpose, action, at],
      );
    // Half a day from the edge of every day: the clock of the test must not decide.
    for (const { link, days, people } of one.visits)
      await database.pool.query(
        `insert into reader_visits (issue_id, subscriber_id, link, people, first_at)
         values (1, $1, $2, $3, now() - make_interval(days => $4, hours => 12))`,
        [one.id, link, people, days],
      );
    for (const [newsletter, state] of Object.entries(one.subscriptions))
      await database.pool.query(
        'insert into subscriptions (subscriber_id, newsletter, state, since) values ($1, $2, $3, now())',
        [one.id, newsletter, state],
      );
  }
}, 60_000);
afterAll(() => database[Symbol.asyncDispose]());

describe('a segment', () => {
  it('finds exactly the readers whom a naive look finds', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(tree, async (given) => {
        expect(segmentTree.parse(JSON.parse(JSON.stringify(given)))).toEqual(
          JSON.parse(JSON.stringify(given)),
        );
        const { text: condition, values } = segmentSql(given, 1);
        const { rows } = await database.pool.query<{ id: number }>(
          `select s.id from subscribers s where ${condition} order by s.id`,
          [...values],
        );
        const members = readers.filter((one) => isMember(one, given));
        expect(rows.map(({ id }) => id)).toEqual(members.map(({ id }) => id));
        const counted = await countSegment(database.pool, given, null);
        expect(counted.readers).toBe(members.length);
        const receiving = members.filter(({ subscriptions }) => subscriptions.lhebdo === 'active').length;
        expect(counted.receiving.lhebdo ?? 0).toBe(receiving);
        found += members.length > 0 && members.length < readers.length ? 1 : 0;
      }),
      { numRuns: 150, seed: 42 },
    );
    // The question is worth asking: many trees tell readers apart.
    expect(found).toBeGreaterThan(50);
  }, 60_000);

  it('of activity alone never speaks of who does not consent, however its joints and negations stand', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(treeOf(activity), async (given) => {
        const { text: condition, values } = segmentSql(given, 1);
        const { rows } = await database.pool.query<{ id: number }>(
          `select s.id from subscribers s where ${condition}`,
          [...values],
        );
        const members = readers.filter(({ id }) => rows.some((row) => row.id === id));
        expect(members.filter(({ opens, clicks }) => !opens && !clicks)).toEqual([]);
        if (countOf(given, 'opened') === 0) expect(members.filter(({ clicks }) => !clicks)).toEqual([]);
        if (countOf(given, 'clicked') === 0) expect(members.filter(({ opens }) => !opens)).toEqual([]);
        found += members.length > 0 ? 1 : 0;
      }),
      { numRuns: 100, seed: 11 },
    );
    expect(found).toBeGreaterThan(50);
  }, 60_000);

  it('is made of our own words alone: no value is in its text, whatever it holds', () => {
    fc.assert(
      fc.property(tree, (given) => {
        const { text: condition, values } = segmentSql(given, 1);
        const bare = condition
          .replace(/\$\d+/g, '')
          .replace(/'(number|string|-?infinity|granted|newsletter)'/g, '')
          .replaceAll('days =>', '');
        expect(bare).not.toMatch(/['"\\;]|--/);
        expect(bare).toMatch(/^[a-z_.=<>()[\]:\s,0-]+$/);
        expect([...condition.matchAll(/\$(\d+)/g)].every(([, at]) => Number(at) <= values.length)).toBe(true);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
