/** Turns the raw items of one feed into articles: clean text, absolute addresses, the paper's own words. */
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';
import type { ArticleFlag, GatheredArticle } from './article.ts';
import { authorOf } from './author.ts';
import { canonicalUrl, firstAddress } from './canonical-url.ts';
import { communeNames, findCommunes } from './communes.ts';
import { contentHash } from './content-hash.ts';
import { isDamaged } from './damage.ts';
import { readDate } from './dates.ts';
import { excerptOf } from './excerpt.ts';
import { fold, slug } from './fold.ts';
import { type HtmlText, plainLine, readHtml } from './html-text.ts';
import { findImages } from './images.ts';
import type { RawFeed, RawItem } from './raw-item.ts';
import { findSection, type SectionNames, sectionNames } from './sections.ts';
import { readTitle } from './titles.ts';
import { recurringParagraphs } from './trailers.ts';

export type FeedPlace = {
  readonly newsletter: Newsletter;
  readonly feed: FeedSettings;
  /** Where the feed was found, redirects followed. */
  readonly url: string;
  /** xml:base of the feed's root, as written. */
  readonly base: string | null;
  readonly visitedAt: Date;
};

export type NormalisedFeed = {
  readonly articles: readonly GatheredArticle[];
  /** Categories of all items that name no section, in alphabetical order. */
  readonly unknownCategories: readonly string[];
};

export function normaliseFeed(raw: RawFeed, place: FeedPlace): NormalisedFeed {
  const read = raw.items.map((item) => ({
    item,
    description: readHtml(item.description),
    content: item.content === item.description ? empty : readHtml(item.content),
  }));
  const around: Around = {
    place,
    raw,
    base: baseOf(raw, place),
    recurring: recurringParagraphs(read.map(({ description }) => description.paragraphs)),
    sections: sectionNames(place.newsletter, place.feed),
    communes: communeNames(place.newsletter.communes),
  };
  const made = read.filter(({ item }) => hasWords(item)).map((one) => makeArticle(one, around));
  const unknown = new Set(made.flatMap(({ unknownCategories }) => unknownCategories));
  return {
    articles: withoutSharedGuids(made.map(({ article }) => article)),
    unknownCategories: [...unknown].sort((one, other) => one.localeCompare(other, 'fr')),
  };
}

const empty: HtmlText = { paragraphs: [], images: [] };

type Around = {
  readonly place: FeedPlace;
  readonly raw: RawFeed;
  readonly base: string;
  readonly recurring: ReadonlySet<string>;
  readonly sections: SectionNames;
  readonly communes: ReturnType<typeof communeNames>;
};
type ReadItem = { readonly item: RawItem; readonly description: HtmlText; readonly content: HtmlText };

/** xml:base, else the site that the feed names, else the feed's own address. */
function baseOf(raw: RawFeed, place: FeedPlace): string {
  const stated = place.base?.startsWith('#') ? null : place.base;
  const written = [stated ? URL.parse(stated, place.url)?.href : undefined, raw.link];
  const known = written.find((one) => one && isAddress(one));
  return firstAddress(known ? [known] : [], place.url, []) ?? place.url;
}

/** Relative addresses of the site say nothing about where it is. */
function isAddress(text: string): boolean {
  return /^[a-z]+:\/*[^/]/i.test(text);
}

function makeArticle(
  { item, description, content }: ReadItem,
  around: Around,
): { article: GatheredArticle; unknownCategories: readonly string[] } {
  const { place, base } = around;
  const page = firstAddress(item.links, base, [place.url, base, new URL('/', base).href]);
  const categories = item.categories.map(plainLine).filter((category) => category !== '');
  const heading = readTitle(plainLine(item.title), place.feed.premium?.title_prefix ?? []);
  const excerpt = excerptOf({
    title: heading.title,
    description: description.paragraphs,
    content: content.paragraphs,
    recurring: around.recurring,
  });
  const title = heading.title || firstWords(excerpt) || page || base;
  const url = page ?? placeOnFrontPage(title, base);
  const choice = findSection({ categories, series: heading.series, url }, place.feed, around.sections);
  const images = findImages(item.images, [...content.images, ...description.images], base);
  const dates = datesOf(item, place);
  const seen = {
    url,
    title,
    excerpt,
    author: authorOf(item.authors, [
      around.raw.title,
      place.feed.name ?? '',
      place.newsletter.publisher.name,
    ]),
    premium: heading.premium || isPremium(categories, url, place.feed),
    image: images[0] ?? null,
  };
  const article: GatheredArticle = {
    ...seen,
    guid: item.guid,
    series: heading.series,
    publishedAt: dates.publishedAt,
    updatedAt: dates.updatedAt,
    section: choice.section,
    categories,
    communes: findCommunes([title, excerpt, ...categories], around.communes),
    images,
    flags: [
      ...(page === null ? [{ kind: 'link_missing' } as const] : []),
      ...dates.flags,
      ...unknownFlag(choice.section === null ? choice.unknown : []),
      ...(isDamaged(title) || isDamaged(excerpt) ? [{ kind: 'damaged_characters' } as const] : []),
    ],
    contentHash: contentHash(seen),
  };
  return { article, unknownCategories: choice.unknown };
}

function hasWords(item: RawItem): boolean {
  return item.title !== '' || item.links.length > 0 || item.description !== '';
}

/** An item without a page is kept for the editor to see; a fragment tells it from the others. */
function placeOnFrontPage(title: string, base: string): string {
  return canonicalUrl(new URL(`/#${slug(title)}`, base).href);
}

function unknownFlag(categories: readonly string[]): ArticleFlag[] {
  return categories.length > 0 ? [{ kind: 'unknown_categories', categories }] : [];
}

function firstWords(text: string): string {
  if (text.length <= 80) return text;
  return `${text.slice(0, text.lastIndexOf(' ', 80))}…`;
}

function isPremium(categories: readonly string[], url: string, feed: FeedSettings): boolean {
  const named = new Set((feed.premium?.categories ?? []).map(fold));
  if (categories.some((category) => named.has(fold(category)))) return true;
  return (feed.premium?.url_contains ?? []).some((part) => part !== '' && url.includes(part));
}

/** Servers' clocks are minutes apart; only more than that is worth a warning. Milliseconds. */
const clockSkew = 5 * 60_000;

/** A date in the future is the visit's: a typing error must not lead every issue until it comes true. */
function datesOf(item: RawItem, { newsletter, visitedAt }: FeedPlace) {
  const declared = item.published && readDate(item.published, newsletter.time_zone);
  const updated = item.updated && readDate(item.updated, newsletter.time_zone);
  const date = declared || updated || null;
  const flags: ArticleFlag[] = [];
  if (date === null) flags.push({ kind: 'date_missing' });
  else if (date.getTime() > visitedAt.getTime() + clockSkew)
    flags.push({ kind: 'date_clamped', declared: date.toISOString() });
  const notAfterVisit = (one: Date) => (one > visitedAt ? visitedAt : one);
  return {
    publishedAt: date && notAfterVisit(date),
    updatedAt: updated && declared && updated > declared ? notAfterVisit(updated) : null,
    flags,
  };
}

/** A guid that two pages share names neither. */
function withoutSharedGuids(articles: readonly GatheredArticle[]): GatheredArticle[] {
  const pages = new Map<string, Set<string>>();
  for (const { guid, url } of articles)
    if (guid !== null) pages.set(guid, (pages.get(guid) ?? new Set()).add(url));
  return articles.map((one) =>
    one.guid !== null && (pages.get(one.guid)?.size ?? 0) > 1 ? { ...one, guid: null } : one,
  );
}
