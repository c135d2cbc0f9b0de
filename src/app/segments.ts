/** Joins segments to their tables: kept without cycles, counted, and found for the issue that leaves. */
import { createHash } from 'node:crypto';
import type { IssueId, Period } from '../audience/ids.ts';
import type { Segment, SegmentTree } from '../audience/segment.ts';
import {
  type Expanded,
  expandSegment,
  namedSegments,
  type Unexpandable,
} from '../audience/segment-expand.ts';
import { type SegmentTrouble, segmentTroubleInWords } from '../audience/segment-words.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { inEnglish, type Say, sayIn } from '../config/say.ts';
import type { WhyOthers } from '../world/db/segment-change.ts';
import {
  allSegments,
  chosenSegment,
  countSegment,
  removeSegment,
  type SegmentCount,
  storeSegment,
  type WantedSegment,
} from '../world/db/segments.ts';
import type { World } from '../world/world.ts';
import { readableNewsletters } from './newsletters.ts';

type Counted =
  | ({ readonly kind: 'counted' } & SegmentCount)
  | { readonly kind: 'unusable'; readonly why: Unexpandable };

export type Segments = ReturnType<typeof segments>;

export function segments(world: Pick<World, 'clock' | 'database' | 'log' | 'templates'>) {
  const { clock, log } = world;
  const { pool } = world.database;
  const expanded = async (tree: SegmentTree) => expandSegment(tree, finderOf(await allSegments(pool)));
  const count = async (tree: SegmentTree, reach: readonly string[] | null): Promise<Counted> => {
    const found = await expanded(tree);
    if (found.kind !== 'tree') return { kind: 'unusable', why: found };
    return { kind: 'counted', ...(await countSegment(pool, found.tree, reach)) };
  };
  return {
    allSegments: () => allSegments(pool),
    segment: async (name: string): Promise<Segment | null> =>
      (await allSegments(pool)).find((one) => one.name === name) ?? null,
    storeSegment: async (wanted: WantedSegment, how: 'make' | 'change' | 'either') => {
      const compare = await comparing(world, (say) => {
        return say(
          `Le segment «\u00a0${wanted.name}\u00a0» a changé.`,
          `The segment “${wanted.name}” was changed.`,
        );
      });
      const judge = (others: readonly Segment[]) => objection(wanted, others);
      const outcome = await storeSegment(pool, wanted, how, clock.now(), judge, compare);
      log.info({ segment: wanted.name, outcome: outcome.kind }, 'segment stored');
      return outcome;
    },
    removeSegment: async (name: string) => {
      const compare = await comparing(world, (say) => {
        return say(`Le segment «\u00a0${name}\u00a0» a été supprimé.`, `The segment “${name}” was removed.`);
      });
      const namedBy = (others: readonly Segment[]) =>
        others.filter(({ tree }) => namedSegments(tree).has(name)).map((one) => `segment ${one.name}`);
      const outcome = await removeSegment(pool, name, namedBy, compare);
      log.info({ segment: name, outcome: outcome.kind }, 'segment removed');
      return outcome;
    },
    countSegment: count,
    /** With other segments in their places; why it cannot be used, else. */
    usableSegment: (name: string) => namedSegment(pool, name),
  };
}

/** Why this tree may not be kept under this name: what it names must be there, and must not lead back to it. */
function objection({ name, tree }: WantedSegment, others: readonly Segment[]): SegmentTrouble | null {
  const find = finderOf(others);
  const found = expandSegment(tree, (other) => (other === name ? tree : find(other)), [name]);
  if (found.kind !== 'tree') return found;
  // Those that name this one grow with it.
  for (const other of others.filter((one) => one.name !== name)) {
    const grown = expandSegment(other.tree, (one) => (one === name ? tree : find(one)), [other.name]);
    if (grown.kind !== 'tree') return { kind: 'spoils', name: other.name };
  }
  return null;
}

/** Whose readers are others once the segments are; in whose settings nothing can be read, the freeze looks for itself. */
async function comparing(
  world: Pick<World, 'templates'>,
  reason: (say: Say) => string,
): Promise<(before: readonly Segment[], after: readonly Segment[]) => WhyOthers> {
  const newsletters = new Map((await readableNewsletters(world)).map((one) => [one.name, one]));
  return (before, after) => (name, chosen) => {
    const newsletter = newsletters.get(name);
    if (newsletter === undefined) return null;
    const mark = (all: readonly Segment[]) => markOf(choiceAmong(newsletter, chosen, all), newsletter);
    return mark(before) === mark(after) ? null : reason(sayIn(newsletter.language));
  };
}

function finderOf(all: readonly Segment[]): (name: string) => SegmentTree | undefined {
  const trees = new Map(all.map(({ name, tree }) => [name, tree]));
  return (name) => trees.get(name);
}

/** Whom an issue leaves to. */
export type IssueSegment =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'segment'; readonly name: string; readonly tree: SegmentTree }
  /** Nobody may receive it before somebody has mended this. */
  | { readonly kind: 'unusable'; readonly name: string; readonly why: Unexpandable };

/** The issue's own choice, else that of newsletter.yaml. */
export async function segmentOfIssue(
  world: Pick<World, 'database' | 'templates'>,
  newsletter: string,
  issue: IssueId,
): Promise<IssueSegment> {
  const { pool } = world.database;
  const settings = await world.templates.newsletter(newsletter);
  return choiceAmong(settings, await chosenSegment(pool, issue), await allSegments(pool));
}

/** Whom somebody answers for when they approve: a segment that is changed is another one, also under its old name. */
export async function readersOfIssue(
  { database: { pool }, templates }: Pick<World, 'database' | 'templates'>,
  newsletter: string,
  issue: IssueId,
  client: Parameters<typeof chosenSegment>[0] = pool,
): Promise<string> {
  const settings = await templates.newsletter(newsletter);
  const chosen = await chosenSegment(client, issue);
  return markOf(choiceAmong(settings, chosen, await allSegments(client)), settings);
}

/** The mark of each choice as things stand. */
export async function marksOfChoices(
  { database: { pool }, templates }: Pick<World, 'database' | 'templates'>,
  newsletter: string,
): Promise<(own: string | null | undefined) => string> {
  const settings = await templates.newsletter(newsletter);
  const all = await allSegments(pool);
  return (own) => markOf(choiceAmong(settings, own, all), settings);
}

/** «everybody», «everybody premium», «arles 3f2a91bc04de»: a name and a digest of what it means. */
function markOf(segment: IssueSegment, { audience }: Newsletter): string {
  const premium = audience.premium_only ? ' premium' : '';
  if (segment.kind === 'everybody') return `${segment.kind}${premium}`;
  const meaning = segment.kind === 'segment' ? segment.tree : segment.why;
  return `${segment.name} ${createHash('sha256')
    .update(JSON.stringify(meaning) + premium)
    .digest('hex')
    .slice(0, 12)}`;
}

function choiceAmong(
  { audience }: Newsletter,
  own: string | null | undefined,
  all: readonly Segment[],
): IssueSegment {
  const name = own === undefined ? (audience.segment ?? null) : own;
  return name === null ? { kind: 'everybody' } : segmentNamed(name, all);
}

export async function namedSegment(pool: World['database']['pool'], name: string): Promise<IssueSegment> {
  return segmentNamed(name, await allSegments(pool));
}

function segmentNamed(name: string, all: readonly Segment[]): Exclude<IssueSegment, { kind: 'everybody' }> {
  const found: Expanded = expandSegment({ kind: 'segment', segment: name }, finderOf(all));
  return found.kind === 'tree'
    ? { kind: 'segment', name, tree: found.tree }
    : { kind: 'unusable', name, why: found };
}

/** For whoever sends: why it must not leave, or nothing. */
export function segmentRefusals(segment: IssueSegment, period: Period): readonly string[] {
  if (segment.kind !== 'unusable') return [];
  return [
    `the segment «${segment.name}» of ${period} cannot be used: ${segmentTroubleInWords(segment.why, inEnglish)}; choose another one, or mend it`,
  ];
}
