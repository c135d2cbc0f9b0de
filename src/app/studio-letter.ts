/** Joins the studio's frame to the issue's edition: one variant of the letter, by the evaluation that builds letters. */
import { renderForReader } from '../letter/render.ts';
import type { LetterSteps } from '../studio/letter.tsx';
import { findIssue } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import { sampleEnvelope, sampleReader } from './preview.ts';
import { standingEdition } from './standing-edition.ts';

export function letterSteps(world: World, steps: Pick<Composing, 'composeEdition'>): LetterSteps {
  return {
    newsletter: (name) => world.templates.newsletter(name),
    render: async (newsletter, period, { premium, commune, first }, signal) => {
      const issue = await findIssue(world.database.pool, newsletter.name, period);
      if (issue === null) return { kind: 'no_issue' };
      const standing = await standingEdition(world, steps, newsletter, issue, signal);
      if (standing.kind === 'faults') return standing;
      const { edition } = standing;
      const { links } = sampleEnvelope(world, edition, issue);
      const sections = first === null ? [] : [first];
      const reader = { ...sampleReader, premium, commune, sections };
      return { kind: 'letter', ...renderForReader(edition.content, reader, links) };
    },
  };
}
