/** The sample newsroom's feeds: eight that speak, each its own way, and three that are broken on purpose. */
import { atomFeed } from './atom.ts';
import { jsonFeed } from './json-feed.ts';
import type { Published } from './published.ts';
import { carelessFeed, enclosureFeed, latin1Feed, mostReadFeed, sectionFeed, wordpressFeed } from './rss.ts';
import type { Desk } from './stories/story.ts';

export type SampleFeed = {
  readonly path: string;
  readonly title: string;
  /** What newsletter.yaml says of it beside its address. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly answer: FeedAnswer;
};

export type FeedAnswer =
  | {
      readonly kind: 'document';
      readonly type: string;
      readonly write: (site: string, articles: readonly Published[]) => string | Buffer;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'web_page' }
  /** Takes the question and never answers; the sample server gives up after some seconds. */
  | { readonly kind: 'silence' };

const premium = { title_prefix: ['[Abonnés]'], categories: ['Premium'] };

export const sampleFeeds: readonly SampleFeed[] = [
  feed('/feed/', 'La Calanque', { premium }, 'application/rss+xml; charset=UTF-8', wordpressFeed, ofTheSite),
  feed(
    '/economie/feed/',
    'La Calanque, économie',
    { section: 'economie', premium },
    'text/xml; charset=UTF-8',
    sectionFeed,
    ofDesks('Économie', 'Immobilier'),
  ),
  feed(
    '/innovation/feed.json',
    'La Calanque, innovation',
    { section: 'innovation' },
    'application/feed+json',
    jsonFeed,
    ofDesks('Innovation'),
  ),
  feed(
    '/environnement/atom.xml',
    'La Calanque, environnement',
    { section: 'environnement' },
    'application/atom+xml',
    atomFeed,
    ofDesks('Environnement'),
  ),
  // No charset in the answer: only the document itself says ISO-8859-1.
  feed(
    '/sports/rss.xml',
    'La Calanque, sports',
    { section: 'sports' },
    'text/xml',
    latin1Feed,
    ofDesks('Sports'),
  ),
  feed(
    '/transports/feed/',
    'La Calanque, transports',
    { section: 'transports' },
    'text/html',
    carelessFeed,
    ofDesks('Transports'),
  ),
  feed(
    '/sorties/feed/',
    'La Calanque, sorties',
    { section: 'sorties' },
    'application/rss+xml',
    enclosureFeed,
    ofDesks('Agenda Sorties'),
  ),
  feed(
    '/tendances/feed/',
    'La Calanque, tendances',
    { most_read: true },
    'application/rss+xml',
    mostReadFeed,
    mostRead,
  ),
  { path: '/culture/feed/', title: 'La Calanque, culture', settings: {}, answer: { kind: 'missing' } },
  { path: '/ancien-site/feed', title: 'Ancien site', settings: {}, answer: { kind: 'web_page' } },
  { path: '/video/feed/', title: 'La Calanque, vidéos', settings: {}, answer: { kind: 'silence' } },
];

/** Feeds of other newsletters than the weekly: of the channel Santé. */
export const channelFeeds: Readonly<Record<string, readonly SampleFeed[]>> = {
  sante: [
    feed(
      '/sante/feed/',
      'La Calanque, santé',
      { section: 'hopital', premium },
      'application/rss+xml; charset=UTF-8',
      wordpressFeed,
      ofDesks('Santé'),
    ),
  ],
};

function feed(
  path: string,
  title: string,
  settings: SampleFeed['settings'],
  type: string,
  write: (
    channel: { title: string; site: string; path: string },
    articles: readonly Published[],
  ) => string | Buffer,
  choose: (articles: readonly Published[]) => readonly Published[],
): SampleFeed {
  const document = (site: string, articles: readonly Published[]) =>
    write({ title, site, path }, choose(articles));
  return { path, title, settings, answer: { kind: 'document', type, write: document } };
}

function ofDesks(...desks: readonly Desk[]) {
  return (articles: readonly Published[]) => articles.filter((article) => desks.includes(article.desk));
}

/** The site's own feed has what it published lately; a later change does not bring an old article back. */
function ofTheSite(articles: readonly Published[]): readonly Published[] {
  return articles.filter((article) => article.hoursAgo < 24 * 30 && !article.deskOnly);
}

const mostReadSlugs = [
  'tramway-du-littoral-premieres-rames',
  'halles-du-port-quarante-producteurs',
  'recette-panisses-du-cabanon',
  'budget-42-millions-aux-communes',
  'cassis-bouees-qui-ecoutent-la-mer',
];

function mostRead(articles: readonly Published[]): readonly Published[] {
  return mostReadSlugs.flatMap((slug) => articles.filter((article) => article.slug === slug));
}
