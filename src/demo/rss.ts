/** Sample RSS feeds: WordPress's own shape, and the shapes that old or careless systems write. */
import { escapeMarkup, storedText, trailer } from './markup.ts';
import type { Published } from './published.ts';

type Channel = { readonly title: string; readonly site: string; readonly path: string };

const namespaces = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
].join(' ');

/** WordPress: full text, no picture at all (og:image of the page is the only one), titles escaped twice. */
export function wordpressFeed(channel: Channel, articles: readonly Published[]): string {
  return rss(
    channel,
    articles.map((article) =>
      item(article, {
        title: escapedTwice(markedTitle(article)),
        guid: `${channel.site}/?p=${article.number}`,
        extra: [
          `<description><![CDATA[<p>${article.standfirst}</p>\n${trailer(article, channel.site)}]]></description>`,
          `<content:encoded><![CDATA[${storedText(article)}\n<img src="${channel.site}/pixel.gif?p=${article.number}" width="1" height="1" alt="">\n<script>compter(${article.number})</script>\n${trailer(article, channel.site)}]]></content:encoded>`,
        ],
      }),
    ),
  );
}

/** A section's feed of the same site: links carry campaign parameters and the guids are others. */
export function sectionFeed(channel: Channel, articles: readonly Published[]): string {
  return rss(
    channel,
    articles.map((article) =>
      item(article, {
        title: escapeMarkup(markedTitle(article)),
        link: `${article.url}?utm_source=rss&utm_medium=feed&utm_campaign=rubrique`,
        guid: `rubrique-${article.number}`,
        extra: [
          `<description>${escapeMarkup(`${article.standfirst} […]`)}</description>`,
          `<media:content url="${article.picture.url}" medium="image" width="1200" height="675"><media:description>${escapeMarkup(article.picture.caption)} (crédit DR)</media:description></media:content>`,
        ],
      }),
    ),
  );
}

/** The outings desk: pictures as enclosures, a category that means nothing. */
export function enclosureFeed(channel: Channel, articles: readonly Published[]): string {
  return rss(
    channel,
    articles.map((article) =>
      item(article, {
        title: escapeMarkup(article.title),
        guid: article.url,
        extra: [
          '<category>Non classé</category>',
          `<description><![CDATA[${article.standfirst}]]></description>`,
          `<enclosure url="${article.picture.url}" type="image/png" length="24000"/>`,
        ],
      }),
    ),
  );
}

/** The order of the most read; a title and a link are all it says. */
export function mostReadFeed(channel: Channel, articles: readonly Published[]): string {
  const items = articles.map(
    (article) => `<item><title>${escapeMarkup(article.title)}</title><link>${article.url}</link></item>`,
  );
  return rss(channel, items);
}

/** RSS 0.92 of an old system: ISO-8859-1, dates without a zone, characters beyond Latin-1 as references. */
export function latin1Feed(channel: Channel, articles: readonly Published[]): Buffer {
  const items = articles.map((article) =>
    [
      `<item><title>${escapeMarkup(article.title)}</title>`,
      `<link>${article.url}</link>`,
      `<description>${escapeMarkup(article.standfirst)}</description>`,
      `<category>${escapeMarkup(article.desk)}</category>`,
      ...article.tags.map((tag) => `<category>${escapeMarkup(tag)}</category>`),
      `<pubDate>${withoutZone(article.publishedAt)}</pubDate></item>`,
    ].join('\n'),
  );
  const document = `<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss version="0.92"><channel><title>${escapeMarkup(channel.title)}</title><link>${channel.site}</link>\n${items.join('\n')}\n</channel></rss>`;
  const references = [...document].map((one) => (one > '\u00ff' ? `&#${one.codePointAt(0)};` : one));
  return Buffer.from(references.join(''), 'latin1');
}

/** Written by hand: a blank before the declaration, bare ampersands, HTML entities that XML does not know, a control character. */
export function carelessFeed(channel: Channel, articles: readonly Published[]): string {
  const items = articles.map((article) =>
    [
      `<item><title>${careless(article.title)}</title>`,
      `<link>${article.url}?xtor=RSS-12&utm_source=rss</link>`,
      `<guid isPermaLink="false">transports-${article.number}</guid>`,
      `<category>${careless(article.desk)}</category>`,
      ...article.tags.map((tag) => `<category>${careless(tag)}</category>`),
      `<description>${careless(article.standfirst)}\u000b</description>`,
      `<pubDate>${article.publishedAt.toUTCString()}</pubDate></item>`,
    ].join('\n'),
  );
  return `\n <?xml version="1.0" encoding="UTF-8"?>\n<RSS><channel><title>${careless(channel.title)} & mobilités</title><link>${channel.site}</link>\n${items.join('\n')}\n</channel></RSS>`;
}

type Item = { title: string; link?: string; guid: string; extra: readonly string[] };

function item(article: Published, told: Item): string {
  const categories = [article.desk, ...article.tags, ...(article.premium ? ['Premium'] : [])];
  return [
    '<item>',
    `<title>${told.title}</title>`,
    `<link>${escapeMarkup(told.link ?? article.url)}</link>`,
    `<dc:creator><![CDATA[${article.byline}]]></dc:creator>`,
    `<pubDate>${article.publishedAt.toUTCString().replace('GMT', '+0000')}</pubDate>`,
    ...categories.map((category) => `<category><![CDATA[${category}]]></category>`),
    `<guid isPermaLink="${told.guid === article.url}">${escapeMarkup(told.guid)}</guid>`,
    ...told.extra,
    '</item>',
  ].join('\n');
}

function rss(channel: Channel, items: readonly string[]): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ${namespaces}>`,
    `<channel><title>${escapeMarkup(channel.title)}</title>`,
    `<atom:link href="${channel.site}${channel.path}" rel="self" type="application/rss+xml"/>`,
    `<link>${channel.site}</link><description>Feuille d’exemple</description><language>fr-FR</language>`,
    '<sy:updatePeriod>hourly</sy:updatePeriod>',
    ...items,
    '</channel></rss>',
  ].join('\n');
}

function markedTitle(article: Published): string {
  return article.premium ? `[Abonnés] ${article.title}` : article.title;
}

function escapedTwice(title: string): string {
  return escapeMarkup(title.replaceAll('’', '&#8217;').replaceAll('«', '&laquo;').replaceAll('»', '&raquo;'));
}

function careless(text: string): string {
  return text.replaceAll('é', '&eacute;').replaceAll('’', '&rsquo;').replaceAll(' :', '&nbsp;:');
}

/** Local time of Paris, which such systems write without saying so: «2026-11-22 14:05:00». */
function withoutZone(date: Date): string {
  return new Intl.DateTimeFormat('sv', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(date);
}
