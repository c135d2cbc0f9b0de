/** Segments by programs. Everybody with the scope reads them; only a token of every newsletter changes what all share. */
import type { z } from 'zod';
import type { Segment, SegmentTree } from '../../audience/segment.ts';
import type { Unexpandable } from '../../audience/segment-expand.ts';
import { type SegmentTrouble, segmentTroubleInWords } from '../../audience/segment-words.ts';
import { inEnglish } from '../../config/say.ts';
import type { ApiToken } from '../../desk/api-token.ts';
import { type Handlers, type Refusal, refuse } from '../route.ts';
import type { segmentRoutes, segment as segmentSchema } from '../routes/segments.ts';
import { paged } from '../schemas.ts';

export type SegmentSteps = {
  readonly all: () => Promise<readonly Segment[]>;
  readonly one: (name: string) => Promise<Segment | null>;
  readonly store: (
    wanted: Pick<Segment, 'name' | 'title' | 'tree'>,
    how: 'make' | 'change',
  ) => Promise<
    | { readonly kind: 'stored'; readonly segment: Segment }
    | { readonly kind: 'taken' | 'gone' }
    | { readonly kind: 'refused'; readonly refusal: SegmentTrouble }
  >;
  readonly remove: (
    name: string,
  ) => Promise<
    { readonly kind: 'removed' | 'gone' } | { readonly kind: 'used'; readonly by: readonly string[] }
  >;
  readonly count: (
    tree: SegmentTree,
    reach: readonly string[] | null,
  ) => Promise<
    | {
        readonly kind: 'counted';
        readonly readers: number;
        readonly receiving: Readonly<Record<string, number>>;
      }
    | { readonly kind: 'unusable'; readonly why: Unexpandable }
  >;
};

export function segmentHandlers(steps: SegmentSteps): Handlers<typeof segmentRoutes> {
  return {
    listSegments: async ({ query: { after = 0, limit } }) => {
      const all = (await steps.all()).filter(({ id }) => id > after).sort((one, other) => one.id - other.id);
      const { rows, next } = paged(all, limit);
      return { kind: 'answer', status: 200, body: { data: rows.map(shown), next } };
    },
    createSegment: async ({ caller, body }) => {
      const limited = limitedCaller(caller);
      if (limited !== null) return limited;
      const stored = await steps.store(body, 'make');
      if (stored.kind === 'stored') return { kind: 'answer', status: 201, body: shown(stored.segment) };
      if (stored.kind === 'refused') return unusable(stored.refusal);
      return refuse('conflict', `There is a segment «${body.name}» already; PUT changes it.`);
    },
    countTree: async ({ caller, body }) => {
      const counted = await steps.count(body.tree, caller?.newsletters ?? null);
      if (counted.kind === 'unusable') return unusable(counted.why);
      const { readers, receiving } = counted;
      return { kind: 'answer', status: 200, body: { readers, receiving } };
    },
    readSegment: async ({ params }) => {
      const found = await steps.one(params.name);
      return found ? { kind: 'answer', status: 200, body: shown(found) } : unknown(params.name);
    },
    replaceSegment: async ({ caller, params, body }) => {
      const limited = limitedCaller(caller);
      if (limited !== null) return limited;
      const stored = await steps.store({ ...body, name: params.name }, 'change');
      if (stored.kind === 'stored') return { kind: 'answer', status: 200, body: shown(stored.segment) };
      return stored.kind === 'refused' ? unusable(stored.refusal) : unknown(params.name);
    },
    removeSegment: async ({ caller, params }) => {
      const limited = limitedCaller(caller);
      if (limited !== null) return limited;
      const removed = await steps.remove(params.name);
      if (removed.kind === 'used') return refuse('conflict', `It is used by ${removed.by.join(', ')}.`);
      return removed.kind === 'gone' ? unknown(params.name) : { kind: 'answer', status: 204, body: null };
    },
    countSegment: async ({ caller, params }) => {
      const found = await steps.one(params.name);
      if (found === null) return unknown(params.name);
      const counted = await steps.count(found.tree, caller?.newsletters ?? null);
      if (counted.kind === 'unusable')
        return refuse('conflict', `It cannot be counted: ${segmentTroubleInWords(counted.why, inEnglish)}.`);
      const { readers, receiving } = counted;
      return { kind: 'answer', status: 200, body: { readers, receiving } };
    },
  };
}

/** Another newsletter may leave by the same segment. */
function limitedCaller(caller: ApiToken | null): Refusal | null {
  if (caller === null || caller.newsletters === null) return null;
  return refuse(
    'forbidden',
    'Segments are shared: only a token that reaches every newsletter may change them.',
  );
}

function unknown(name: string): Refusal {
  return refuse('not_found', `There is no segment «${name}».`);
}

function unusable(why: SegmentTrouble): Refusal {
  const reason = segmentTroubleInWords(why, inEnglish);
  return refuse('invalid', `#/tree cannot be used: ${reason}`, {
    errors: [{ field: '#/tree', detail: `cannot be used: ${reason}` }],
  });
}

function shown({ id, name, title, tree, createdAt, changedAt }: Segment): z.input<typeof segmentSchema> {
  const [created_at, changed_at] = [createdAt.toISOString(), changedAt.toISOString()];
  return { id, name, title, tree, created_at, changed_at };
}
