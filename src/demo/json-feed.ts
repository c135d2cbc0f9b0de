/** A sample JSON Feed (version 1.1, jsonfeed.org). */
import { storedText } from './markup.ts';
import type { Published } from './published.ts';

export function jsonFeed(
  channel: { readonly title: string; readonly site: string; readonly path: string },
  articles: readonly Published[],
): string {
  const items = articles.map((article) => ({
    id: String(article.number),
    url: article.url,
    title: article.title,
    summary: article.standfirst,
    content_html: storedText(article),
    image: article.picture.url,
    date_published: article.publishedAt.toISOString(),
    date_modified: article.updatedAt.toISOString(),
    authors: [{ name: article.byline }],
    tags: [article.desk, ...article.tags],
  }));
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    home_page_url: channel.site,
    feed_url: `${channel.site}${channel.path}`,
    language: 'fr',
    items,
  });
}
