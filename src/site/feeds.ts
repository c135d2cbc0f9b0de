/** The issues of a kiosque as RSS 2.0, JSON Feed 1.1 and sitemap; addresses carry no reader's token. */
import { webVersionUrl } from '../audience/links.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { PublishedIssue } from './issue-list.tsx';

export type Kiosque = {
  readonly publicUrl: string;
  readonly newsletter: Newsletter;
  /** The latest first. */
  readonly issues: readonly PublishedIssue[];
};

/** https://www.rssboard.org/rss-specification */
export function rssFeed({ publicUrl, newsletter, issues }: Kiosque): string {
  const { name, title, tagline, language } = newsletter;
  const items = issues.map((issue) => {
    const url = xml(webVersionUrl(publicUrl, name, issue.period));
    return `<item><title>${xml(issue.subject)}</title><link>${url}</link><guid>${url}</guid><pubDate>${issue.at.toUTCString()}</pubDate></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xml(typeset(title, language))}</title>
<link>${xml(`${publicUrl}/kiosque/${name}`)}</link>
<description>${xml(typeset(tagline || title, language))}</description>
<language>${language}</language>
<atom:link rel="self" type="application/rss+xml" href="${xml(`${publicUrl}/kiosque/${name}/rss.xml`)}"/>
${items.join('\n')}
</channel></rss>
`;
}

/** https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed({ publicUrl, newsletter, issues }: Kiosque): string {
  const { name, title, tagline, language } = newsletter;
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: typeset(title, language),
    description: typeset(tagline || title, language),
    language,
    home_page_url: `${publicUrl}/kiosque/${name}`,
    feed_url: `${publicUrl}/kiosque/${name}/feed.json`,
    items: issues.map(({ period, subject, at }) => {
      const url = webVersionUrl(publicUrl, name, period);
      return { id: url, url, title: subject, content_text: subject, date_published: at.toISOString() };
    }),
  });
}

/** https://www.sitemaps.org/protocol.html */
export function sitemap(publicUrl: string, kiosques: readonly Kiosque[]): string {
  const addresses = kiosques.flatMap(({ newsletter: { name }, issues }) => [
    `<url><loc>${xml(`${publicUrl}/kiosque/${name}`)}</loc></url>`,
    ...issues.map(
      ({ period, at }) =>
        `<url><loc>${xml(webVersionUrl(publicUrl, name, period))}</loc><lastmod>${at.toISOString()}</lastmod></url>`,
    ),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.join('\n')}
</urlset>
`;
}

/** Text and attribute values; characters that XML 1.0 does not know are left out (2.2). */
function xml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
