/** Joins world and composition: loads the chosen articles, finds their pictures, composes, names the edition. */
import { createHash } from 'node:crypto';
import type { Newsletter } from '../config/newsletter.ts';
import type { ArticleImage } from '../gather/article.ts';
import { type Composed, composeLetter, type Manuscript } from '../issue/compose.ts';
import type { Edition } from '../issue/edition.ts';
import { editionHash } from '../issue/edition-hash.ts';
import { findPictures, type PictureNeeds, type PictureProblem, printedImage } from '../issue/image-find.ts';
import type { ChosenArticle, Issue } from '../issue/issue.ts';
import type { TemplateFault, TemplateFiles } from '../issue/liquid.ts';
import { sponsorsOf } from '../issue/sponsors.ts';
import type { Weight } from '../issue/weight.ts';
import { compileMjml, warmCompiler } from '../world/compile.ts';
import { articlesById } from '../world/db/articles-by-id.ts';
import { openPictureStore } from '../world/images.ts';
import { pagePicture } from '../world/page-picture.ts';
import { sharedAttempts } from '../world/shared-attempts.ts';
import type { World } from '../world/world.ts';

export type ComposedEdition =
  | {
      readonly kind: 'composed';
      readonly edition: Edition;
      readonly weight: Weight;
      /** The newsletter's templates as they were read. */
      readonly files: TemplateFiles;
      /** Pictures that could not be used; the letter stands without them or with another one. */
      readonly pictureProblems: readonly PictureProblem[];
    }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] };

export type Composing = ReturnType<typeof composing>;
type ComposingWorld = Pick<World, 'clock' | 'database' | 'http' | 'publicUrl' | 'templates'>;

/** Composing keeps pictures, never editions: approval stores what was approved. */
export function composing(world: ComposingWorld) {
  const needs = pictureNeeds(world);
  const letters = rememberLetters();

  /** The issue as it would leave now. Reads articles and templates anew; the same input gives the same hash. */
  async function composeEdition(
    newsletter: Newsletter,
    issue: Issue,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ComposedEdition> {
    warmCompiler();
    const [chosen, files] = await Promise.all([
      chosenArticles(world, issue),
      world.templates.layouts(newsletter.name),
    ]);
    const partners = { ...newsletter, sponsors: [...sponsorsOf(newsletter, issue)] };
    const { pictures, problems } = await findPictures(partners, chosen, needs, signal);
    const composed = await letters({ newsletter, issue, chosen, pictures, files });
    if (composed.kind === 'faults') return composed;
    const { content, weight } = composed;
    const edition = {
      hash: editionHash(content),
      issueId: issue.id,
      newsletter: newsletter.name,
      content,
    };
    return { kind: 'composed', edition, weight, files, pictureProblems: problems };
  }

  return {
    composeEdition,
    /** The picture that the letter prints of an item, of all that were found for it. */
    printedImage: (newsletter: Newsletter, item: ChosenArticle, signal: AbortSignal) =>
      printedImage(newsletter, item, needs, signal),
  };
}

/** Issues that are open or waiting on the desk at a time. */
const lettersRemembered = 12;

/**
 * Composition is pure, so the same manuscript is composed once: an editor's looks at one version, the check and the
 * approval after them. Keyed by everything that it reads: whatever changed, it is another letter.
 */
function rememberLetters(): (manuscript: Manuscript) => Promise<Composed> {
  const known = new Map<string, Promise<Composed>>();
  return (manuscript) => {
    const key = manuscriptKey(manuscript);
    const before = known.get(key);
    if (before) return before;
    const letter = composeLetter(manuscript, { compile: compileMjml });
    known.set(key, letter);
    letter.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > lettersRemembered && oldest !== undefined) known.delete(oldest);
    return letter;
  };
}

function manuscriptKey({ pictures, ...rest }: Manuscript): string {
  // In an order of their own: pictures are found side by side, now this one first, now that one.
  const maps = [pictures.articles, pictures.sponsors].map((found) =>
    [...found].toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );
  return createHash('sha256')
    .update(JSON.stringify([rest, maps]))
    .digest('base64');
}

function pictureNeeds({ clock, database, http, publicUrl }: ComposingWorld): PictureNeeds {
  const outside = { fetch: http.fetch, db: database.db, clock };
  const pages = sharedAttempts<ArticleImage | null>();
  return {
    ...openPictureStore(outside),
    pagePicture: (url, signal) => pages(url, signal, () => pagePicture(outside, url, signal)),
    publicUrl,
  };
}

/** An item whose article was deleted since is left out: the check before approval names it. */
async function chosenArticles({ database }: ComposingWorld, issue: Issue): Promise<ChosenArticle[]> {
  const ids = issue.items.map(({ articleId }) => articleId);
  const known = new Map((await articlesById(database.db, ids)).map((article) => [article.id, article]));
  return issue.items.flatMap((item) => {
    const article = known.get(item.articleId);
    return article ? [{ ...item, article }] : [];
  });
}
