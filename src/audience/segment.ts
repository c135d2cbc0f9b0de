/** A segment: who among the readers is meant, as a tree of conditions. Data that is checked, never SQL that is typed. */
import { z } from 'zod';
import type { AttributeValue } from './reader-record.ts';
import type { SubscriptionState } from './subscription.ts';

export type SegmentTree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly SegmentTree[] }
  | { readonly kind: 'not'; readonly of: SegmentTree }
  /** Everybody of another segment; never of itself, however far round. */
  | { readonly kind: 'segment'; readonly segment: string }
  | Condition;

type Condition =
  | { readonly kind: 'newsletter'; readonly newsletter: string; readonly state: SubscriptionState }
  /** A rubrique they would rather read first. */
  | { readonly kind: 'rubrique'; readonly rubrique: string }
  /** Their commune, or another one whose block they get. */
  | { readonly kind: 'commune'; readonly commune: string }
  | { readonly kind: 'premium'; readonly premium: boolean }
  | { readonly kind: 'language'; readonly language: 'fr' | 'en' }
  /** The day of their first consent, wherever it was given; in UTC: from the one on, until before the other. */
  | { readonly kind: 'signed_up'; readonly from?: string | undefined; readonly before?: string | undefined }
  /** Within so many days. Under «not», too, only of who consents to its being noted: of others nothing is known. */
  | { readonly kind: 'opened' | 'clicked'; readonly days: number }
  | AttributeCondition;

export type AttributeCondition = { readonly kind: 'attribute'; readonly name: string } & (
  | { readonly test: 'is'; readonly value: AttributeValue }
  /** Texts only, in the same letters. */
  | { readonly test: 'contains'; readonly value: string }
  /** Numbers only. */
  | { readonly test: 'at_least' | 'at_most'; readonly value: number }
  | { readonly test: 'exists' }
);

/** What a tree may measure, before and after other segments are put in their places. */
export const treeLimits = { depth: 12, nodes: 300, expanded: 2_000 } as const;

const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
  .max(80);
export const segmentName = word
  .refine((name) => name !== 'count', 'is the address of something else')
  .describe('The name of a segment, such as arles-premium.');
export const attributeName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower-case letters, digits and _, at most 40');
export const attributeValue = z.union([z.string().max(500), z.number(), z.boolean()]);
const attribute = { kind: z.literal('attribute'), name: attributeName };

const attributeCondition = z.discriminatedUnion('test', [
  z.strictObject({ ...attribute, test: z.literal('is'), value: attributeValue }),
  z.strictObject({ ...attribute, test: z.literal('contains'), value: z.string().min(1).max(500) }),
  z.strictObject({ ...attribute, test: z.enum(['at_least', 'at_most']), value: z.number() }),
  z.strictObject({ ...attribute, test: z.literal('exists') }),
]);
/** PostgreSQL knows no year 0, and nobody signed up then. */
const day = z.iso.date().regex(/^(19|2\d)/, 'must be a day of the years 1900 to 2999');
const signedUp = z
  .strictObject({ kind: z.literal('signed_up'), from: day.optional(), before: day.optional() })
  .refine(({ from, before }) => (from ?? before) !== undefined, 'must have «from» or «before»');

export const segmentTree: z.ZodType<SegmentTree, SegmentTree> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(segmentTree).min(1).max(100) }),
      z.strictObject({ kind: z.literal('not'), of: segmentTree }),
      z.strictObject({ kind: z.literal('segment'), segment: segmentName }),
      z.strictObject({
        kind: z.literal('newsletter'),
        newsletter: word,
        state: z.enum(['pending', 'active', 'unsubscribed', 'bounced']),
      }),
      z.strictObject({ kind: z.literal('rubrique'), rubrique: word }),
      z.strictObject({ kind: z.literal('commune'), commune: word }),
      z.strictObject({ kind: z.literal('premium'), premium: z.boolean() }),
      z.strictObject({ kind: z.literal('language'), language: z.enum(['fr', 'en']) }),
      z
        .strictObject({ kind: z.enum(['opened', 'clicked']), days: z.int().min(1).max(365) })
        .describe(
          'Only of readers who consent to it, under «not» too: others are neither active nor inactive.',
        ),
      signedUp,
      attributeCondition,
    ]),
  )
  .meta({ id: 'SegmentTree' });

export const segmentTitle = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be text on one line');

export type Segment = {
  readonly id: number;
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly tree: SegmentTree;
  readonly createdAt: Date;
  readonly changedAt: Date;
};

/** The trees directly below. */
export function below(tree: SegmentTree): readonly SegmentTree[] {
  if (tree.kind === 'all' || tree.kind === 'any') return tree.of;
  return tree.kind === 'not' ? [tree.of] : [];
}

/** How many conditions and joints, and how deep; counted without recursion, for trees that nobody has looked at yet. */
export function measure(tree: SegmentTree): { readonly nodes: number; readonly depth: number } {
  let [nodes, depth] = [0, 0];
  for (let level: readonly SegmentTree[] = [tree]; level.length > 0; level = level.flatMap(below)) {
    nodes += level.length;
    depth++;
  }
  return { nodes, depth };
}
