/** JSON Feed 1 and 1.1 (jsonfeed.org), mapped by hand to the raw item of the XML feeds. */
import { z } from 'zod';
import type { DocumentTrouble } from './feed-trouble.ts';
import type { RawFeed, RawImage, RawItem } from './raw-item.ts';

const text = z.string().catch('');
const author = z.object({ name: text }).catch({ name: '' });
const attachment = z.object({ url: text, mime_type: text }).catch({ url: '', mime_type: '' });
/** Lenient field by field: one item with a number for a title must not cost the others. */
const item = z.object({
  id: z.union([z.string(), z.number()]).transform(String).catch(''),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  author,
  authors: z.array(author).catch([]),
  tags: z.array(text).catch([]),
  attachments: z.array(attachment).catch([]),
});
const feed = z.object({
  version: z.string().regex(/jsonfeed\.org/),
  title: text,
  home_page_url: text,
  items: z.array(z.unknown()),
});

export type ParsedJsonFeed = { readonly kind: 'feed'; readonly feed: RawFeed } | DocumentTrouble;

/** Whether a document can only be JSON. */
export function looksLikeJson(document: string): boolean {
  return /^\s*\{/.test(document);
}

export function parseJsonFeed(document: string): ParsedJsonFeed {
  const json = readJson(document);
  if (json === undefined) return { kind: 'unreadable', format: 'json' };
  const parsed = feed.safeParse(json);
  if (!parsed.success) return { kind: 'not_a_feed', found: 'other_json' };
  const { title, home_page_url, items } = parsed.data;
  const known = items.map((one) => item.safeParse(one)).filter((one) => one.success);
  return {
    kind: 'feed',
    feed: { title, link: home_page_url || null, ttl: null, items: known.map((one) => rawItem(one.data)) },
  };
}

function readJson(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

function rawItem(one: z.infer<typeof item>): RawItem {
  const content = one.content_html || escaped(one.content_text);
  return {
    title: one.title,
    links: [one.url, one.external_url, one.id].filter((link) => link !== ''),
    guid: one.id || null,
    published: one.date_published || null,
    updated: one.date_modified || null,
    authors: [...one.authors, one.author].map(({ name }) => name).filter((name) => name !== ''),
    categories: one.tags.filter((tag) => tag !== ''),
    description: escaped(one.summary) || content,
    content,
    images: imagesOf(one),
  };
}

function escaped(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}

function imagesOf(one: z.infer<typeof item>): RawImage[] {
  const bare = { width: null, height: null, alt: '', caption: '', credit: '' };
  const attached = one.attachments.filter(({ mime_type }) => mime_type.startsWith('image/'));
  return [
    ...[one.image, one.banner_image].map((url) => ({ ...bare, url, from: 'media' as const })),
    ...attached.map(({ url }) => ({ ...bare, url, from: 'enclosure' as const })),
  ].filter(({ url }) => url !== '');
}
