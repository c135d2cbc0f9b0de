/** Chooses the picture of an article: what the feed names first, then the first honest picture of its text. */
import type { ArticleImage } from './article.ts';
import type { TextImage } from './html-text.ts';
import { plainLine } from './html-text.ts';
import { pixels } from './raw-images.ts';
import type { RawImage } from './raw-item.ts';

/** A picture of media:content that is narrower is a thumbnail in disguise. Pixels. */
const wideEnough = 300;

/** Every honest candidate, the best first. base resolves relative addresses. */
export function findImages(
  named: readonly RawImage[],
  inText: readonly TextImage[],
  base: string,
): ArticleImage[] {
  const media = named
    .map((image) => ({ ...image, width: image.width ?? askedWidth(image.url) }))
    .filter((image) => image.from === 'media' && (image.width === null || image.width >= wideEnough))
    .sort((one, other) => (other.width ?? 0) - (one.width ?? 0));
  const others = (from: RawImage['from']) => named.filter((image) => image.from === from);
  const candidates = [
    ...media.map((image) => fromFeed(image, base)),
    ...others('enclosure').map((image) => fromFeed(image, base)),
    ...others('thumbnail').map((image) => fromFeed(image, base)),
    ...inText.filter((image) => !isDecoration(image)).map((image) => fromText(image, base)),
  ].filter((image): image is ArticleImage => image !== null && isHonest(image));
  return candidates.filter((image, at) => candidates.findIndex((one) => one.url === image.url) === at);
}

/** Servers that resize on demand say the width in the address: photo.jpg?w=150. */
function askedWidth(url: string): number | null {
  return pixels(/[?&](?:w|width)=(\d+)(?:&|$)/.exec(url)?.[1]);
}

function fromFeed(image: RawImage, base: string): ArticleImage | null {
  const url = pictureUrl(image.url, base);
  if (url === null) return null;
  const words = splitCredit(plainLine(image.caption), plainLine(image.credit));
  return { ...sized(url, image.width, image.height), alt: plainLine(image.alt), ...words, from: image.from };
}

function fromText(image: TextImage, base: string): ArticleImage | null {
  const url = pictureUrl(image.url, base);
  if (url === null) return null;
  return {
    ...sized(url, image.width, image.height),
    alt: image.alt,
    ...splitCredit(image.caption, ''),
    from: 'text',
  };
}

function pictureUrl(written: string, base: string): string | null {
  const url = written === '' ? null : URL.parse(written, base);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  return url.href;
}

/** WordPress writes the size of a reduced copy into its name: photo-300x211.jpg. */
function sized(url: string, width: number | null, height: number | null) {
  const named = /-(\d{2,4})x(\d{2,4})\.\w{3,4}(?:$|[?#])/.exec(url);
  return {
    url,
    width: width ?? (named ? Number(named[1]) : null),
    height: height ?? (named ? Number(named[2]) : null),
  };
}

/** «Le port (photo : J.F.E)» is a caption and a credit. */
export function splitCredit(caption: string, credit: string): { caption: string; credit: string } {
  if (credit !== '') return { caption, credit };
  const found =
    /\s*[([]\s*(?:(?:photos?|cr[ée]dits?)\s*(?:photos?)?\s*:?\s*|©\s*)([^()[\]]+)[)\]]\s*\.?\s*$/i.exec(
      caption,
    ) ??
    /(?:^|[\s.])(?:(?:photos?|cr[ée]dits?(?:\s+photos?)?)\s*:\s*|©\s*)([^.]{2,80})\.?\s*$/i.exec(caption);
  if (!found) return { caption, credit };
  return { caption: caption.slice(0, found.index).trim(), credit: (found[1] ?? '').trim() };
}

function isDecoration(image: TextImage): boolean {
  if (/\b(?:emoji|wp-smiley|smiley|avatar|gravatar|icon)\b/i.test(image.classes)) return true;
  return (image.width ?? wideEnough) < 100 || (image.height ?? wideEnough) < 60;
}

const dishonest = [
  /(?:^|\.)gravatar\.com\//,
  /\/images\/core\/emoji\//,
  /\/emoji\//,
  /\/smilies?\//,
  /feeds?\.(?:feedburner|wordpress)\.com\//,
  /feedproxy\.google\.com\//,
  /feedsportal\.com\//,
  /(?:pixel|stats)\.wp\.com\//,
  /doubleclick\.net\//,
  /(?:^|\/)(?:spacer|blank|pixel|transparent|1x1|clear)\.(?:gif|png)/,
  /[./](?:counter|cntr|tracking|tracker)[./?]/,
  /vgwort\.de\//,
  /\.(?:svg|ico)(?:$|[?#])/,
];

/** Not a face of a commenter, a smiley, or an eye that counts readers. */
function isHonest(image: ArticleImage): boolean {
  const address = image.url.replace(/^https?:\/\//, '').toLowerCase();
  if (dishonest.some((pattern) => pattern.test(address))) return false;
  return (image.width ?? 2) > 1 && (image.height ?? 2) > 1;
}
