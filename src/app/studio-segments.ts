/** Joins the studio's segments, and the choice of an issue among them, to what is stored. */
import { sayIn } from '../config/say.ts';
import type { AudienceSteps } from '../studio/audience.tsx';
import type { SegmentSteps } from '../studio/segments.tsx';
import { mostTestLetters } from '../studio/test-letters.tsx';
import { findIssue } from '../world/db/issues.ts';
import { chooseSegment, chosenSegment, segmentMembers } from '../world/db/segments.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import { marksOfChoices, namedSegment, type Segments } from './segments.ts';
import { audienceOf } from './send-ledger.ts';
import { allNewsletters } from './studio-desk.ts';
import { saidSteps } from './studio-said.ts';
import { postTestLetters } from './test-letter.ts';

export function studioSegmentSteps(world: World, steps: Segments): SegmentSteps {
  return {
    newsletters: async () => (await allNewsletters(world)).read,
    all: steps.allSegments,
    count: (tree) => steps.countSegment(tree, null),
    store: steps.storeSegment,
    remove: steps.removeSegment,
  };
}

export function audienceSteps(
  world: World,
  { allSegments, composeEdition }: Pick<Segments, 'allSegments'> & Pick<Composing, 'composeEdition'>,
): AudienceSteps {
  const { clock, database, log, templates } = world;
  const { pool } = database;
  return {
    ...saidSteps(world),
    newsletter: (name) => templates.newsletter(name),
    find: (newsletter, period) => findIssue(pool, newsletter, period),
    segments: allSegments,
    chosen: ({ id }) => chosenSegment(pool, id),
    choose: async ({ id, newsletter, period }, segment, by) => {
      const say = sayIn((await templates.newsletter(newsletter)).language);
      const reason = say(`Les destinataires ont changé (${by}).`, `The readers were changed (${by}).`);
      const markOf = await marksOfChoices(world, newsletter);
      const signed = { by, at: clock.now(), reason };
      const alike = (before: string | null | undefined) => markOf(before) === markOf(segment);
      const outcome = await chooseSegment(pool, id, segment, signed, alike);
      log.info({ newsletter, period, segment: segment ?? null, outcome }, 'audience chosen');
      return outcome;
    },
    count: ({ id, newsletter }) => audienceOf(world, newsletter, id),
    test: async (issue, name) => {
      const found = await namedSegment(pool, name);
      if (found.kind !== 'segment') return 'unusable';
      const members = await segmentMembers(pool, found.tree, issue.newsletter, mostTestLetters + 1);
      if (members.length === 0) return 'nobody';
      if (members.length > mostTestLetters) return 'too_many';
      const to = members.map(({ email, firstName }) => ({ email, name: firstName }));
      return postTestLetters(world, { composeEdition }, issue, to);
    },
  };
}
