/** A sample Atom feed: XHTML content, a date of change beside the date of publication. */
import { escapeMarkup } from './markup.ts';
import type { Published } from './published.ts';

export function atomFeed(
  channel: { readonly title: string; readonly site: string; readonly path: string },
  articles: readonly Published[],
): string {
  const newest = articles
    .map((article) => article.updatedAt)
    .reduce((one, other) => (one > other ? one : other));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
    `<title>${escapeMarkup(channel.title)}</title><id>${channel.site}${channel.path}</id>`,
    `<link href="${channel.site}${channel.path}" rel="self"/><link href="${channel.site}"/>`,
    `<updated>${newest.toISOString()}</updated>`,
    ...articles.map(entry),
    '</feed>',
  ].join('\n');
}

function entry(article: Published): string {
  return [
    '<entry>',
    `<title type="html">${escapeMarkup(escapeMarkup(article.title))}</title>`,
    `<link rel="alternate" href="${article.url}"/>`,
    `<id>tag:lacalanque.example,2014:${article.number}</id>`,
    `<published>${article.publishedAt.toISOString()}</published><updated>${article.updatedAt.toISOString()}</updated>`,
    `<author><name>${article.byline}</name></author>`,
    ...[article.desk, ...article.tags].map((term) => `<category term="${escapeMarkup(term)}"/>`),
    `<summary type="text">${escapeMarkup(article.standfirst)}</summary>`,
    `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><figure><img src="${article.picture.url}" alt="${escapeMarkup(article.picture.alt)}" width="1200" height="675"/><figcaption>${escapeMarkup(article.picture.caption)} (crédit DR)</figcaption></figure>${article.body.map((text) => `<p>${text}</p>`).join('')}</div></content>`,
    '</entry>',
  ].join('\n');
}
