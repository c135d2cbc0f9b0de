/** Segments as data: what is one, what names another, and what may not contain itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SegmentTree, segmentTree } from '../../src/audience/segment.ts';
import { expandSegment, namedSegments } from '../../src/audience/segment-expand.ts';
import { parseSegment } from '../../src/audience/segment-file.ts';

const premium: SegmentTree = { kind: 'premium', premium: true };
const named = (segment: string): SegmentTree => ({ kind: 'segment', segment });
const all = (...of: SegmentTree[]): SegmentTree => ({ kind: 'all', of });
const not = (of: SegmentTree): SegmentTree => ({ kind: 'not', of });

describe('a tree', () => {
  it.each([
    ['SQL in place of a tree', 'premium = true; drop table subscribers; --'],
    ['nothing', {}],
    ['an unknown kind', { kind: 'sql', text: 'true' }],
    ['an empty list', { kind: 'all', of: [] }],
    ['a field too many', { kind: 'premium', premium: true, sql: 'true' }],
    ['a commune that is no word', { kind: 'commune', commune: "arles' or true" }],
    ['an attribute that is no word', { kind: 'attribute', name: "x' ->> 'y", test: 'exists' }],
    ['a list of values', { kind: 'attribute', name: 'x', test: 'is', value: ['a'] }],
    ['a text that is compared as a number', { kind: 'attribute', name: 'x', test: 'at_least', value: '1' }],
    ['infinity', { kind: 'attribute', name: 'x', test: 'at_least', value: Number.POSITIVE_INFINITY }],
    ['no day', { kind: 'signed_up' }],
    ['a day that the calendar has not', { kind: 'signed_up', from: '2026-02-30' }],
  ])('with %s is refused', (_what, given) => {
    expect(segmentTree.safeParse(given).success).toBe(false);
  });

  it('that anything at all was thrown at is a tree or refused, never a surprise', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        expect(['segment', 'faults']).toContain(
          parseSegment(name, JSON.stringify({ title: 'x', tree: value })).kind,
        );
      }),
    );
  });

  it('ten thousand levels deep is refused, not followed', () => {
    const text = `{"title":"x","tree":${'{"kind":"not","of":'.repeat(10_000)}${JSON.stringify(premium)}${'}'.repeat(10_000)}}`;
    expect(parseSegment('deep', text).kind).toBe('faults');
  });
});

describe('segments that name others', () => {
  const known: Record<string, SegmentTree> = { payers: premium, others: not(named('payers')) };
  const find = (name: string) => known[name];

  it('are put in their places', () => {
    expect(expandSegment(all(named('others'), named('payers')), find)).toEqual({
      kind: 'tree',
      tree: all(not(premium), premium),
    });
    expect(namedSegments(all(not(named('a')), named('b')))).toEqual(new Set(['a', 'b']));
  });

  it('that do not exist are missing by name', () => {
    expect(expandSegment(not(named('nobody')), find)).toEqual({ kind: 'missing', name: 'nobody' });
  });

  it('may not contain themselves, however far round', () => {
    const round: Record<string, SegmentTree> = {
      a: not(named('b')),
      b: all(premium, named('c')),
      c: named('a'),
    };
    expect(expandSegment(named('a'), (name) => round[name])).toEqual({
      kind: 'cycle',
      path: ['a', 'b', 'c', 'a'],
    });
  });

  it('that double with each step are refused before they fill the memory', () => {
    const doubling = (name: string): SegmentTree | undefined => {
      const at = Number(name.slice(1));
      return at === 0 ? premium : all(named(`s${at - 1}`), named(`s${at - 1}`));
    };
    expect(expandSegment(named('s18'), doubling).kind).toBe('too_large');
  });
});
