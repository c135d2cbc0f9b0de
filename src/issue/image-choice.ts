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

/** Pictures to try before the article's page is asked. An editor's choice stands alone: null is «no picture». */
export function imageCandidates(item: ChosenArticle): readonly ArticleImage[] {
  const { edited, article } = item;
  if (edited.image !== undefined) return edited.image === null ? [] : [edited.image];
  const all = article.image === null ? article.images : [article.image, ...article.images];
  return all.filter((image, at) => all.findIndex((other) => other.url === image.url) === at);
}

/** What is read aloud, or shown while pictures are off. */
export function altOf(image: Pick<ArticleImage, 'alt' | 'caption'>, title: string): string {
  return image.alt.trim() || image.caption.trim() || title;
}
