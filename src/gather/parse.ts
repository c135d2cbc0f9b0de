/** Last of four steps: rss-parser reads the repaired XML, and its many shapes become one raw item. */
import Parser from 'rss-parser';
import { rawImages } from './raw-images.ts';
import type { RawFeed, RawItem } from './raw-item.ts';
import { attribute, type Node, textOf } from './xml-node.ts';

type Item = {
  readonly title?: Node;
  readonly link?: Node;
  readonly linkNodes?: readonly Node[];
  readonly origLink?: Node;
  readonly comments?: Node;
  readonly id?: Node;
  readonly guidNodes?: readonly Node[];
  readonly pubDate?: Node;
  readonly date?: Node;
  readonly updated?: Node;
  readonly modified?: Node;
  readonly author?: Node;
  readonly creators?: readonly Node[];
  readonly categoryNodes?: readonly Node[];
  readonly subjects?: readonly Node[];
  readonly content?: Node;
  readonly summary?: Node;
  readonly 'content:encoded'?: Node;
  readonly mediaDescription?: Node;
};

const keepArray = { keepArray: true };
const parser = new Parser<{ ttl?: Node }, Item>({
  customFields: {
    feed: ['ttl'],
    item: [
      ['link', 'linkNodes', keepArray],
      ['guid', 'guidNodes', keepArray],
      ['dc:creator', 'creators', keepArray],
      ['category', 'categoryNodes', keepArray],
      ['dc:subject', 'subjects', keepArray],
      ['enclosure', 'enclosures', keepArray],
      ['media:content', 'mediaContents', keepArray],
      ['media:thumbnail', 'mediaThumbnails', keepArray],
      ['media:group', 'mediaGroups', keepArray],
      ['media:credit', 'mediaCredits', keepArray],
      ['media:description', 'mediaDescription'],
      ['feedburner:origLink', 'origLink'],
      ['dcterms:modified', 'modified'],
      ['dcterms:created', 'created'],
      'updated',
    ] as never,
  },
});

/** Rejects with rss-parser's words when even the repaired text cannot be read. */
export async function parseFeed(xml: string): Promise<RawFeed> {
  const feed = await parser.parseString(xml);
  return {
    title: textOf(feed.title as Node),
    link: textOf(feed.link as Node) || null,
    ttl: Number.parseInt(textOf(feed.ttl), 10) || null,
    items: (feed.items as unknown as Item[]).map(rawItem),
  };
}

function rawItem(item: Item): RawItem {
  const encoded = textOf(item['content:encoded']);
  // rss-parser's «content» is the description of RSS and the whole text of Atom.
  const body = textOf(item.content);
  const summary = textOf(item.summary);
  return {
    title: textOf(item.title),
    links: linksOf(item),
    guid: textOf(item.guidNodes?.[0]) || textOf(item.id) || null,
    published: textOf(item.pubDate) || textOf(item.date) || null,
    updated: textOf(item.modified) || textOf(item.updated) || null,
    authors: [...(item.creators ?? []), item.author].map(textOf).filter((author) => author !== ''),
    categories: categoriesOf(item),
    description: summary || (encoded ? body : shorter(body, item)),
    content: encoded || body,
    images: rawImages(item as Record<string, unknown>),
  };
}

/** Podcasts and video feeds describe an item in media:description only. */
function shorter(body: string, item: Item): string {
  return body || textOf(item.mediaDescription);
}

/** The page behind FeedBurner first, then the link, then a guid that is an address, then the page of its comments. */
function linksOf(item: Item): string[] {
  const alternate = (item.linkNodes ?? [])
    .filter((node) => (attribute(node, 'rel') ?? 'alternate') === 'alternate')
    .map((node) => attribute(node, 'href') ?? textOf(node));
  const guid = item.guidNodes?.[0];
  const permalink = attribute(guid, 'isPermaLink') === 'false' ? '' : textOf(guid);
  const links = [textOf(item.origLink), ...alternate, textOf(item.link), permalink, textOf(item.comments)];
  return [...new Set(links.map((link) => link.trim()).filter((link) => link !== ''))];
}

/** Atom writes a category as attributes, RSS as text, sometimes with a domain. */
function categoriesOf(item: Item): string[] {
  const names = [...(item.categoryNodes ?? []), ...(item.subjects ?? [])].map(
    (node) => textOf(node) || attribute(node, 'label') || attribute(node, 'term') || '',
  );
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}
