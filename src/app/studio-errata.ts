/** Joins the studio's corrections to what is stored of them. */
import { correctEdition, placesOf } from '../issue/correction.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { correctionsOf } from '../issue/erratum.ts';
import type { ErrataSteps } from '../studio/errata.tsx';
import type { EditSteps } from '../studio/issue-facts.ts';
import { addErratum, errataOf, mayBeCorrected } from '../world/db/errata.ts';
import { findIssue } from '../world/db/issues.ts';
import { editionOnShelf } from '../world/db/kiosk.ts';
import { replaceWords } from '../world/db/kiosk-search.ts';
import type { World } from '../world/world.ts';
import { wordsOf } from './shelf.ts';

export function errataSteps(world: World, { issue, edit }: Pick<EditSteps, 'issue' | 'edit'>): ErrataSteps {
  const { clock, database, log, templates } = world;
  /** As its web version stands now: what left, with the corrections so far. */
  const onTheWeb = async ({ newsletter: name, period }: DeskIssue) => {
    const edition = await editionOnShelf(database.db, name, period);
    if (edition === null) return null;
    const [{ language }, errata] = await Promise.all([
      templates.newsletter(name),
      errataOf(database.pool, name, period),
    ]);
    const content = correctEdition(edition.content, correctionsOf(errata), language);
    return { hash: edition.hash, content, language };
  };
  return {
    issue,
    edit,
    newsletter: (name) => templates.newsletter(name),
    find: (newsletter, period) => findIssue(database.pool, newsletter, period),
    errata: (newsletter, period) => errataOf(database.pool, newsletter, period),
    hasLeft: (of) => mayBeCorrected(database.pool, of.id),
    places: async (of, correction) => {
      const shown = await onTheWeb(of);
      return shown === null ? 0 : placesOf(shown.content, correction, shown.language);
    },
    add: async (of, by, { text, correction }) => {
      const added = await addErratum(database.pool, of.id, { by, at: clock.now(), text, correction });
      const shown = added && correction !== null ? await onTheWeb(of) : null;
      // Whoever searches the archive finds the page that is there.
      if (shown) await replaceWords(database.db, shown.hash, wordsOf(world, shown.content));
      log.info({ newsletter: of.newsletter, period: of.period, added }, 'erratum');
      return added;
    },
  };
}
