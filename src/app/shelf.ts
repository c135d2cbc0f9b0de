/** Joins the public archive to the editions that left: lists, web versions, search, the picture of a shared link. */
import { createHash } from 'node:crypto';
import type { Period } from '../audience/ids.ts';
import { webVersionUrl } from '../audience/links.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { correctEdition, correctLine } from '../issue/correction.ts';
import type { EditionContent } from '../issue/edition.ts';
import { correctionsOf } from '../issue/erratum.ts';
import { renderForReader } from '../letter/render.ts';
import { letterWords } from '../letter/words.ts';
import { withErrata } from '../site/errata.ts';
import { issueFrame } from '../site/issue-frame.ts';
import type { IssueNeeds } from '../site/issues.tsx';
import { type KiosqueNeeds, robotsOf } from '../site/kiosque.ts';
import { withOpenGraph } from '../site/open-graph.ts';
import type { SharePictureNeeds } from '../site/share-picture.ts';
import { foundMarks, snippetOf } from '../site/snippet.ts';
import { errataOf } from '../world/db/errata.ts';
import { imageByHash } from '../world/db/images.ts';
import { editionOnShelf, type IssueOnShelf, latestIssues } from '../world/db/kiosk.ts';
import { keepWords, searchIssues, wordlessEditions } from '../world/db/kiosk-search.ts';
import { sharePicture } from '../world/share-picture.ts';
import type { World } from '../world/world.ts';
import { keptPages } from './issue-page.ts';

type ShelfWorld = Pick<World, 'database' | 'publicUrl'>;

/** What is public of a newsletter: nothing of it knows a reader, and what is for subscribers stays closed. */
export function shelf(world: ShelfWorld, newsletters: () => Promise<readonly Newsletter[]>) {
  const { publicUrl } = world;
  const { db, pool } = world.database;
  const named = async (name: string) => (await newsletters()).find((one) => one.name === name);
  const languageOf = async (name: string) => (await named(name))?.language ?? 'fr';
  /** Its subject as the web version has it. */
  const printed = <Issue extends IssueOnShelf>(newsletter: string, language: 'fr' | 'en', issue: Issue) => {
    const url = webVersionUrl(publicUrl, newsletter, issue.period);
    const corrected = correctLine(issue.subject, issue.corrections, language);
    const { subject } = rendered(world, { subject: corrected, html: '', text: '' }, url);
    return { ...issue, subject };
  };
  const issues: KiosqueNeeds['issues'] = async (newsletter, { limit, skip }) => {
    const language = await languageOf(newsletter);
    const latest = await latestIssues(db, newsletter, limit, skip);
    return latest.map((issue) => printed(newsletter, language, issue));
  };
  const search: KiosqueNeeds['search'] = async (newsletter, words, some) => {
    const language = await languageOf(newsletter);
    const found = await searchIssues(db, newsletter, words, { ...some, marks: foundMarks });
    return {
      total: found.total,
      issues: found.issues.map(({ text, marked, ...issue }) => ({
        ...printed(newsletter, language, issue),
        snippet: snippetOf(text, marked),
      })),
    };
  };
  const pageOf = keptPages();
  const webVersion: IssueNeeds['webVersion'] = async (name, period) => {
    const edition = await editionOnShelf(db, name, period);
    if (edition === null) return null;
    const url = webVersionUrl(publicUrl, name, period);
    const newsletter = await named(name);
    const { language, time_zone } = newsletter ?? { language: 'fr', time_zone: 'Europe/Paris' };
    const errata = await errataOf(pool, name, period);
    const corrections = correctionsOf(errata);
    const letter = rendered(world, correctEdition(edition.content, corrections, language), url);
    const html = pageOf(letter.html, newsletter ? issueFrame(newsletter, url) : null);
    const corrected = withErrata(html, errata, { language, time_zone });
    const paper = newsletter?.publisher.name ?? name;
    const picture = ownPicture(publicUrl, html) === null ? null : `${url}/share.jpg`;
    const { subject: title } = letter;
    const description = correctLine(edition.preheader, corrections, language);
    const page = withOpenGraph(corrected, { title, description, url, paper, picture });
    return {
      // Another correction, or another address of the publisher, is another page: who kept the old one asks again.
      hash: createHash('sha256').update(page).digest('hex').slice(0, 32),
      html: page,
      robots: newsletter ? robotsOf(newsletter) : 'noindex',
    };
  };
  return { issues, search, webVersion, picture: pictureOf(world, named) };
}

/** Keeps the words of editions that left before their words were kept. Returns how many. */
export async function keepOlderWords(world: ShelfWorld): Promise<number> {
  const { db } = world.database;
  let kept = 0;
  for (;;) {
    const some = await wordlessEditions(db, 20);
    if (some.length === 0) return kept;
    for (const { hash, content } of some) await keepWords(db, hash, wordsOf(world, content));
    kept += some.length;
  }
}

/** What everybody may find of an edition. */
export function wordsOf(world: ShelfWorld, content: EditionContent) {
  return letterWords(rendered(world, content, '').html);
}

/** Without a reader there is nothing to leave: those links lead to the front page. */
function rendered(
  { publicUrl }: ShelfWorld,
  content: Pick<EditionContent, 'subject' | 'html' | 'text'>,
  web: string,
) {
  return renderForReader(content, null, { unsubscribe: `${publicUrl}/`, preferences: `${publicUrl}/`, web });
}

/** Painted pictures that are kept; a picture is asked for by each network that a link is posted on. */
const mostKept = 32;

function pictureOf(
  world: ShelfWorld,
  named: (name: string) => Promise<Newsletter | undefined>,
): SharePictureNeeds['picture'] {
  const kept = new Map<string, Promise<Buffer>>();
  return async (name, period: Period) => {
    const edition = await editionOnShelf(world.database.db, name, period);
    const newsletter = await named(name);
    if (edition === null || newsletter === undefined) return null;
    const own = ownPicture(world.publicUrl, rendered(world, edition.content, '').html);
    const hash = createHash('sha256').update(`${own} ${newsletter.colour}`).digest('hex').slice(0, 32);
    const paint = () => {
      const known = kept.get(hash);
      if (known) return known;
      const painted = (own === null ? Promise.resolve(null) : imageByHash(world.database.db, own)).then(
        (image) => sharePicture(image?.bytes ?? null, newsletter.colour),
      );
      kept.set(hash, painted);
      painted.catch(() => kept.delete(hash));
      for (const first of [...kept.keys()].slice(0, kept.size - mostKept)) kept.delete(first);
      return painted;
    };
    return { hash, paint };
  };
}

/** Hash of the first picture that we serve ourselves; null: none, and those linked at their source are not fetched again. */
function ownPicture(publicUrl: string, html: string): string | null {
  const [, source] = /<img[^>]*\ssrc="(https?:[^"]+)"/.exec(html) ?? [];
  return source?.startsWith(`${publicUrl}/i/`)
    ? (source.slice(`${publicUrl}/i/`.length).split('.')[0] ?? null)
    : null;
}
