/** Joins world and desk: drafting, and what follows until an issue may leave. */
import type { Period } from '../audience/ids.ts';
import { inLetterOrder } from '../issue/arrange.ts';
import { type DraftNeeds, type DraftOutcome, draftIssue } from '../issue/draft.ts';
import type { ChosenArticle, Issue } from '../issue/issue.ts';
import { currentPeriod, draftDue } from '../issue/slot.ts';
import { articlesById } from '../world/db/articles-by-id.ts';
import { candidateIds, createIssue, findIssue, previousUntil, replaceDraft } from '../world/db/issues.ts';
import { noteQuiet, quietPeriods } from '../world/db/quiet.ts';
import type { World } from '../world/world.ts';
import { carriedWithin } from './carried.ts';

export type Drafting = ReturnType<typeof drafting>;

/** Steps throw NewsletterFault when newsletter.yaml is wrong. Without a period they mean the one being made now. */
export function drafting(world: World) {
  const { clock, log, templates } = world;
  const needs = draftNeeds(world);

  async function draft(
    name: string,
    period: Period | undefined,
    options: { readonly again?: boolean; readonly anyway?: boolean } = {},
  ): Promise<DraftOutcome> {
    const newsletter = await templates.newsletter(name);
    const now = clock.now();
    const meant = period ?? currentPeriod(newsletter, now);
    const { again = false, anyway = false } = options;
    const outcome = await draftIssue(newsletter, meant, { again, anyway, now }, needs);
    log.info({ newsletter: name, period: meant, outcome: outcome.kind }, 'draft');
    return outcome;
  }

  return {
    draft,
    /** The issue's items with their articles as they are in memory now, in the order of the newsletter. */
    chosenArticles: (issue: Issue) => chosenArticles(world, issue),
    /** Drafts when the drafting time has come and nobody drafted; null when there is nothing to do. */
    draftIfDue: async (name: string): Promise<DraftOutcome | null> => {
      const period = draftDue(await templates.newsletter(name), clock.now());
      if (period === null || (await needs.issues.find(name, period))) return null;
      return draft(name, period);
    },
  };
}

async function chosenArticles({ database, templates }: World, issue: Issue): Promise<ChosenArticle[]> {
  const newsletter = await templates.newsletter(issue.newsletter);
  const ids = issue.items.map(({ articleId }) => articleId);
  const known = new Map((await articlesById(database.db, ids)).map((article) => [article.id, article]));
  return inLetterOrder(newsletter, issue.items).flatMap((item) => {
    const article = known.get(item.articleId);
    return article ? [{ ...item, article }] : [];
  });
}

export function draftNeeds(world: World): DraftNeeds {
  const { pool, db } = world.database;
  return {
    issues: {
      find: (newsletter, period) => findIssue(pool, newsletter, period),
      previousUntil: (newsletter, period) => previousUntil(pool, newsletter, period),
      carried: carriedWithin(world),
      quiet: {
        note: (quiet) => noteQuiet(pool, quiet),
        periods: (newsletter) => quietPeriods(pool, newsletter),
      },
      create: (draft) => createIssue(pool, draft),
      replace: (issue, draft) => replaceDraft(pool, issue, draft),
    },
    candidates: async (newsletter, since) => articlesById(db, await candidateIds(pool, newsletter, since)),
  };
}
