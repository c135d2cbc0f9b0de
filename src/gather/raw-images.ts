/** The pictures that a feed names beside an item's text: Media RSS, enclosures, thumbnails. */
import type { RawImage } from './raw-item.ts';
import { attribute, children, textOf } from './xml-node.ts';

/** item is what rss-parser gives with the custom fields of parse.ts. In the order the feed wrote them. */
export function rawImages(item: Readonly<Record<string, unknown>>): RawImage[] {
  const around = {
    credit: textOf(children(item, 'mediaCredits')[0]),
    caption: textOf(item.mediaDescription),
  };
  const groups = children(item, 'mediaGroups');
  const contents = [
    ...children(item, 'mediaContents'),
    ...groups.flatMap((group) => children(group, 'media:content')),
  ].filter(isPicture);
  const enclosures = [
    ...children(item, 'enclosures'),
    ...children(item, 'linkNodes')
      .filter((link) => attribute(link, 'rel') === 'enclosure')
      .map((link) => ({ $: { url: attribute(link, 'href') ?? '', type: attribute(link, 'type') ?? '' } })),
  ].filter(isPicture);
  const thumbnails = [
    ...children(item, 'mediaThumbnails'),
    ...groups.flatMap((group) => children(group, 'media:thumbnail')),
    ...children(item, 'mediaContents').flatMap((content) => children(content, 'media:thumbnail')),
  ];
  return [
    ...contents.map((node) => rawImage(node, 'media', around)),
    ...enclosures.map((node) => rawImage(node, 'enclosure', around)),
    ...thumbnails.map((node) => rawImage(node, 'thumbnail', around)),
  ].filter((image) => image.url !== '');
}

/** medium, else type, else the ending of the address (Media RSS 1.5; feeds leave out the first two). */
function isPicture(node: unknown): boolean {
  const medium = attribute(node, 'medium');
  if (medium) return medium === 'image';
  const type = attribute(node, 'type');
  if (type) return type.startsWith('image/') || type === 'image';
  const path = (attribute(node, 'url') ?? '').split(/[?#]/)[0] ?? '';
  return /\.(jpe?g|png|webp|gif|avif)$/i.test(path) || !/\.[a-z\d]{2,4}$/i.test(path);
}

function rawImage(
  node: unknown,
  from: RawImage['from'],
  around: { credit: string; caption: string },
): RawImage {
  const caption = textOf(children(node, 'media:description')[0]) || textOf(children(node, 'media:text')[0]);
  return {
    url: (attribute(node, 'url') ?? '').trim(),
    from,
    width: pixels(attribute(node, 'width')),
    height: pixels(attribute(node, 'height')),
    alt: textOf(children(node, 'media:title')[0]),
    caption: caption || around.caption,
    credit: textOf(children(node, 'media:credit')[0]) || around.credit,
  };
}

/** «640», «640px»; null for «auto», «100%» and nonsense. */
export function pixels(text: string | undefined): number | null {
  const found = /^\s*(\d{1,5})\s*(?:px)?\s*$/.exec(text ?? '');
  return found && Number(found[1]) > 0 ? Number(found[1]) : null;
}
