/** One item as its feed wrote it, in one shape for RSS, RDF, Atom and JSON; nothing is cleaned yet. */

export type RawImage = {
  readonly url: string;
  readonly from: 'media' | 'enclosure' | 'thumbnail';
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
};

export type RawItem = {
  /** May carry entities or markup. */
  readonly title: string;
  /** Addresses in order of trust; not resolved, perhaps not even addresses. */
  readonly links: readonly string[];
  readonly guid: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  /** HTML. */
  readonly description: string;
  /** HTML of the whole text, where the feed carries it. */
  readonly content: string;
  readonly images: readonly RawImage[];
};

export type RawFeed = {
  readonly title: string;
  readonly link: string | null;
  /** Minutes that the feed asks to be left alone. */
  readonly ttl: number | null;
  readonly items: readonly RawItem[];
};
