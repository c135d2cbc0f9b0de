/** Joins world and composition: loads the chosen articles, finds their pictures, composes, names the edition. */
import type { Newsletter } from '../config/newsletter.ts';
import { composeLetter } from '../issue/compose.ts';
import type { Edition } from '../issue/edition.ts';
import { editionHash } from '../issue/edition-hash.ts';
import { findPictures, type PictureProblem } from '../issue/image-find.ts';
import type { ChosenArticle, Issue } from '../issue/issue.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import type { Weight } from '../issue/weight.ts';
import { compileMjml } from '../world/compile.ts';
import { articlesById } from '../world/db/articles-by-id.ts';
import { openPictureStore } from '../world/images.ts';
import type { World } from '../world/world.ts';

export type ComposedEdition =
  | {
      readonly kind: 'composed';
      readonly edition: Edition;
      readonly weight: Weight;
      readonly pictureProblems: readonly PictureProblem[];
    }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

export type Composing = ReturnType<typeof composing>;

/** Composing stores pictures, never editions: approval stores what was approved. */
export function composing(world: World) {
  const pictures = openPictureStore({
    fetch: world.http.fetch,
    db: world.database.db,
    clock: world.clock,
  });
  return {
    composeEdition: async (
      newsletter: Newsletter,
      issue: Issue,
      signal: AbortSignal = new AbortController().signal,
    ): Promise<ComposedEdition> => {
      const chosen = await chosenArticles(world, issue);
      const needs = { ...pictures, pagePicture: async () => null, publicUrl: world.publicUrl };
      const found = await findPictures(newsletter, chosen, needs, signal);
      const files = await world.templates.layouts(newsletter.name);
      const composed = await composeLetter(
        { newsletter, issue, chosen, pictures: found.pictures, files },
        { compile: compileMjml },
      );
      if (composed.kind === 'faults') return composed;
      const { content, weight } = composed;
      const edition = { hash: editionHash(content), issueId: issue.id, newsletter: newsletter.name, content };
      return { kind: 'composed', edition, weight, pictureProblems: found.problems };
    },
  };
}

/** An item whose article was deleted since is left out: the check before approval names it. */
async function chosenArticles(world: World, issue: Issue): Promise<ChosenArticle[]> {
  const ids = issue.items.map(({ articleId }) => articleId);
  const articles = new Map((await articlesById(world.database.db, ids)).map((one) => [one.id, one]));
  return issue.items.flatMap((item) => {
    const article = articles.get(item.articleId);
    return article ? [{ ...item, article }] : [];
  });
}
