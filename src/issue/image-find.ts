/** Finds each item's picture: the feed's own, else the page's og:image, else the section's; trouble is reported. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { ArticleImage } from '../gather/article.ts';
import { safeAddress } from './compose-address.ts';
import type { Pictures } from './compose-model.ts';
import {
  altOf,
  frameOf,
  imageCandidates,
  type Picture,
  type PictureFrame,
  sponsorFrame,
} from './image-choice.ts';
import type { ChosenArticle } from './issue.ts';
import type { PictureTrouble } from './picture-trouble.ts';
import { uploadedHash } from './uploaded-picture.ts';

/** width and height in pixels of the kept file. */
type KeptPicture =
  | { readonly kind: 'kept'; readonly hash: string; readonly width: number; readonly height: number }
  | Problem;
export type KeepPicture = (url: string, frame: PictureFrame, signal: AbortSignal) => Promise<KeptPicture>;
/** The size of a picture at its source, in pixels. */
type MeasuredPicture =
  | { readonly kind: 'measured'; readonly width: number; readonly height: number }
  | Problem;
type Problem = { readonly kind: 'problem'; readonly trouble: PictureTrouble };

/** One picture that could not be used; articleId is null where it is a partner's. */
export type PictureProblem = { readonly articleId: ArticleId | null; readonly trouble: PictureTrouble };

export type PictureNeeds = {
  readonly keep: KeepPicture;
  /** Asked only where newsletter.yaml links pictures at their source (`images: link`). */
  readonly measure: (url: string, signal: AbortSignal) => Promise<MeasuredPicture>;
  /** The picture that the article's page names for those who share it (og:image), or null. */
  readonly pagePicture: (pageUrl: string, signal: AbortSignal) => Promise<ArticleImage | null>;
  /** Where a kept picture is served, without a trailing slash. */
  readonly publicUrl: string;
};

/** A page full of broken pictures must not hold up an issue. */
const mostTries = 4;
/** How many pictures are asked for at once. */
const together = 6;

/** Never throws for a picture's sake: an item without one is printed without one. */
export async function findPictures(
  newsletter: Newsletter,
  chosen: readonly ChosenArticle[],
  needs: PictureNeeds,
  signal: AbortSignal,
): Promise<{ readonly pictures: Pictures; readonly problems: readonly PictureProblem[] }> {
  const problems: PictureProblem[] = [];
  const search = { newsletter, needs, signal, problems };
  const articles = new Map<ArticleId, Picture>();
  const sponsors = new Map<string, Picture>();
  const searches = [
    ...chosen.map((item) => async () => {
      const printed = await pictureOf(search, item);
      if (printed) articles.set(item.articleId, printed.picture);
    }),
    ...newsletter.sponsors.map((sponsor) => async () => {
      const image = sponsor.image && plainImage(sponsor.image, sponsor.alt);
      const printed = image
        ? await tryPicture(search, null, image, { frame: sponsorFrame, title: sponsor.title })
        : null;
      if (printed) sponsors.set(sponsor.id, printed.picture);
    }),
  ];
  await inTurns(searches, together);
  return { pictures: { articles, sponsors }, problems };
}

/** Which of an item's pictures the letter prints, as it was found; null where it stands without one. */
export async function printedImage(
  newsletter: Newsletter,
  item: ChosenArticle,
  needs: PictureNeeds,
  signal: AbortSignal,
): Promise<ArticleImage | null> {
  const printed = await pictureOf({ newsletter, needs, signal, problems: [] }, item);
  return printed?.image ?? null;
}

/** image: as it was found; picture: as the letter shows it. */
type Printed = { readonly image: ArticleImage; readonly picture: Picture };

type Search = {
  readonly newsletter: Newsletter;
  readonly needs: PictureNeeds;
  readonly signal: AbortSignal;
  readonly problems: PictureProblem[];
};
type Place = { readonly frame: PictureFrame; readonly title: string };

async function pictureOf(search: Search, item: ChosenArticle): Promise<Printed | null> {
  const frame = frameOf(item.block);
  if (frame === null || item.edited.image === null) return null;
  const place = { frame, title: item.edited.title ?? item.article.title };
  for (const candidate of imageCandidates(item).slice(0, mostTries)) {
    const printed = await tryPicture(search, item.articleId, candidate, place);
    if (printed) return printed;
  }
  return pageOrSectionPicture(search, item, place);
}

async function pageOrSectionPicture(
  search: Search,
  item: ChosenArticle,
  place: Place,
): Promise<Printed | null> {
  const { newsletter, needs, signal } = search;
  const section = newsletter.sections.find(({ id }) => id === item.article.section)?.image;
  const hopes = [
    () => needs.pagePicture(item.article.url, signal),
    async () => (section === undefined ? null : plainImage(section, '')),
  ];
  for (const hope of hopes) {
    const image = await hope();
    const printed = image && (await tryPicture(search, item.articleId, image, place));
    if (printed) return printed;
  }
  return null;
}

async function tryPicture(
  { newsletter, needs, signal, problems }: Search,
  articleId: ArticleId | null,
  image: ArticleImage,
  { frame, title }: Place,
): Promise<Printed | null> {
  // What an editor brought has no source to link at.
  const find = newsletter.images === 'link' && uploadedHash(image.url) === null ? linkPicture : servePicture;
  const found = await find(needs, image, frame, signal);
  if (found.kind === 'problem') {
    problems.push({ articleId, trouble: found.trouble });
    return null;
  }
  const { url, width, height } = found;
  return { image, picture: { url, width, height, alt: altOf(image, title), credit: image.credit } };
}

/** url: what the letter writes; width and height in CSS pixels. */
type Found =
  | { readonly kind: 'found'; readonly url: string; readonly width: number; readonly height: number }
  | Problem;

async function servePicture(
  needs: PictureNeeds,
  image: ArticleImage,
  frame: PictureFrame,
  signal: AbortSignal,
): Promise<Found> {
  const kept = await needs.keep(image.url, frame, signal);
  if (kept.kind === 'problem') return kept;
  const height = Math.round((frame.width * kept.height) / kept.width);
  return { kind: 'found', url: `${needs.publicUrl}/i/${kept.hash}.jpg`, width: frame.width, height };
}

/** Linked pictures keep their own shape; only an unknown size costs a look at the picture. */
async function linkPicture(
  needs: PictureNeeds,
  image: ArticleImage,
  frame: PictureFrame,
  signal: AbortSignal,
): Promise<Found> {
  const url = safeAddress(image.url);
  if (url === null)
    return { kind: 'problem', trouble: { kind: 'refused_address', why: 'not_http', address: image.url } };
  const { width, height } = image;
  const size =
    width && height ? { kind: 'measured' as const, width, height } : await needs.measure(url, signal);
  if (size.kind === 'problem') return size;
  return {
    kind: 'found',
    url,
    width: frame.width,
    height: Math.round((frame.width * size.height) / size.width),
  };
}

function plainImage(url: string, alt: string): ArticleImage {
  return { url, width: null, height: null, alt, caption: '', credit: '', from: 'section' };
}

async function inTurns(works: readonly (() => Promise<void>)[], most: number): Promise<void> {
  const queue = works.values();
  const worker = async () => {
    for (const work of queue) await work();
  };
  await Promise.all(Array.from({ length: most }, worker));
}
