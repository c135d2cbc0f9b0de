/** What the gathering brings home: one article, whatever feed it came from. */
import type { ArticleId } from '../audience/ids.ts';

export type ArticleImage = {
  readonly url: string;
  /** Pixels, when the source says so or the picture was read. */
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  /** upload: an editor brought it, and its address is that of src/issue/uploaded-picture.ts. */
  readonly from: 'media' | 'enclosure' | 'thumbnail' | 'text' | 'page' | 'section' | 'upload';
};

/** What an editor should know of an article before trusting it. */
export type ArticleFlag =
  | { readonly kind: 'date_clamped'; readonly declared: string }
  | { readonly kind: 'date_missing' }
  /** The feed names no page of it: its address is the front page's. */
  | { readonly kind: 'link_missing' }
  | { readonly kind: 'unknown_categories'; readonly categories: readonly string[] }
  | { readonly kind: 'near_duplicate'; readonly of: ArticleId; readonly title: string }
  | { readonly kind: 'modified'; readonly at: string }
  /** Its feed carries older articles and no longer this one: withdrawn, or moved to another address. */
  | { readonly kind: 'vanished'; readonly at: string }
  | { readonly kind: 'damaged_characters' };

/** An article as its feed tells it, cleaned: text is text, links are absolute http(s), nothing is markup. */
export type GatheredArticle = {
  /** Canonical: without tracking parameters, absolute. Its identity across feeds. */
  readonly url: string;
  readonly guid: string | null;
  readonly title: string;
  /** The bracketed series name that opened the title («[Agenda] …»), without its brackets. The title keeps the rest. */
  readonly series: string | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date | null;
  readonly author: string | null;
  /** Plain text that ends on a sentence. */
  readonly excerpt: string;
  /** Section id of newsletter.yaml, or null when nothing tells. */
  readonly section: string | null;
  readonly categories: readonly string[];
  /** Ids of the communes that title, categories or excerpt name. */
  readonly communes: readonly string[];
  readonly premium: boolean;
  readonly image: ArticleImage | null;
  /** Every honest candidate in order of preference, `image` first. */
  readonly images: readonly ArticleImage[];
  readonly flags: readonly ArticleFlag[];
  /** Hash of what a reader would see; another hash means the article changed. Hex SHA-256. */
  readonly contentHash: string;
};

/** An article in memory: seen at a known time, possibly in several feeds. */
export type Article = GatheredArticle & {
  readonly id: ArticleId;
  readonly newsletter: string;
  /** Never null in memory: the first sight where the feed gives no date. */
  readonly publishedAt: Date;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Address of the feed that brought it first. */
  readonly feed: string;
  /** Rank in the most-read feed, 1 the most read; null when unknown. */
  readonly readRank: number | null;
};
