/** Which picture an item should carry, in order of preference, and how large it stands in the letter. */
import type { ArticleImage } from '../gather/article.ts';
import type { Block, ChosenArticle } from './issue.ts';

/** CSS pixels in a letter 640 wide; `fluid` is the width on a narrow screen, where rows stack. */
export type PictureFrame = { readonly width: number; readonly height: number; readonly fluid: number };

/** A picture as the letter shows it: the address that is written and its size in CSS pixels. */
export type Picture = {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly credit: string;
};

const leadFrame: PictureFrame = { width: 592, height: 333, fluid: 592 };
const rowFrame: PictureFrame = { width: 200, height: 133, fluid: 343 };
export const sponsorFrame: PictureFrame = { width: 120, height: 80, fluid: 120 };

/** The frame of a block, or null where items stand without pictures. */
export function frameOf(block: Block): PictureFrame | null {
  switch (block.kind) {
    case 'lead':
      return leadFrame;
    case 'front_page':
    case 'section':
    case 'commune':
      return rowFrame;
    case 'most_read':
    case 'agenda':
      return null;
    default:
      return block satisfies never;
  }
}

/** A frame's name, where pictures brought to it are kept. */
export function frameName({ fluid, width, height }: PictureFrame): string {
  return `${fluid}x${width}x${height}`;
}

/** Pictures to try before the article's page is asked. An editor's choice stands alone: null is «no picture». */
export function imageCandidates(item: ChosenArticle): readonly ArticleImage[] {
  const { edited, article } = item;
  if (edited.image !== undefined) return edited.image === null ? [] : [edited.image];
  const all = article.image === null ? article.images : [article.image, ...article.images];
  return all.filter((image, at) => all.findIndex((other) => other.url === image.url) === at);
}

/** Addresses to look at once the candidates gave nothing: of the article's page, then of its rubrique. */
export type LastHopes = { readonly page: string | null; readonly section: string | null };

/**
 * Address of the picture that the letter prints of an item, as far as that is known without asking anybody: the first
 * that was brought to its frame before. Until one was, the first that was found.
 */
export function knownPicture(
  item: ChosenArticle,
  { page, section }: LastHopes,
  isKept: (url: string, frame: PictureFrame) => boolean,
): string | null {
  const found = imageCandidates(item).map(({ url }) => url);
  const frame = frameOf(item.block);
  const [first = null] = found;
  // An editor's choice is not passed over, and where none is printed nothing was brought to a frame.
  if (item.edited.image !== undefined || frame === null) return first;
  const hopes = [...found, page, section].filter((url) => url !== null);
  return hopes.find((url) => isKept(url, frame)) ?? first;
}

/** What is read aloud, or shown while pictures are off. */
export function altOf(image: Pick<ArticleImage, 'alt' | 'caption'>, title: string): string {
  return image.alt.trim() || image.caption.trim() || title;
}
