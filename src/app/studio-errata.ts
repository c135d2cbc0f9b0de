/** Joins the studio's corrections to what is stored of them. */
import type { ErrataSteps } from '../studio/errata.tsx';
import type { EditSteps } from '../studio/issue-facts.ts';
import { addErratum, errataOf } from '../world/db/errata.ts';
import { findIssue } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';

export function errataSteps(world: World, { issue, edit }: Pick<EditSteps, 'issue' | 'edit'>): ErrataSteps {
  const { clock, database, log, templates } = world;
  return {
    issue,
    edit,
    newsletter: (name) => templates.newsletter(name),
    find: (newsletter, period) => findIssue(database.pool, newsletter, period),
    errata: (newsletter, period) => errataOf(database.pool, newsletter, period),
    add: async (of, by, text) => {
      const added = await addErratum(database.pool, of.id, { by, at: clock.now(), text });
      log.info({ newsletter: of.newsletter, period: of.period, added }, 'erratum');
      return added;
    },
  };
}
