/** /kiosque/:newsletter: every issue that left, by number and date, for people, feed readers and search engines. */
import { Hono } from 'hono';
import type { Newsletter } from '../config/newsletter.ts';
import { jsonFeed, type Kiosque, rssFeed, sitemap } from './feeds.ts';
import type { FoundIssue, PublishedIssue } from './issue-list.tsx';
import { foundPage, kiosquePage, longestSearch, perPage } from './kiosque-page.tsx';
import { troublePage } from './trouble.tsx';

export type KiosqueNeeds = {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** The latest first. */
  readonly issues: (newsletter: string, some: Some) => Promise<readonly PublishedIssue[]>;
  /** The best first; total counts all of them. */
  readonly search: (
    newsletter: string,
    words: string,
    some: Some,
  ) => Promise<{ readonly total: number; readonly issues: readonly FoundIssue[] }>;
};
type Some = { readonly limit: number; readonly skip: number };

/** Sitemaps hold 50,000 addresses (sitemaps.org): a daily of a century. */
const perMap = 40_000;

export function kiosquePages(needs: KiosqueNeeds): Hono {
  const { publicUrl, newsletters, issues, search } = needs;
  const kiosqueOf = async (name: string, limit: number, skip = 0): Promise<Kiosque | null> => {
    const newsletter = (await newsletters()).find((one) => one.name === name);
    return newsletter ? { publicUrl, newsletter, issues: await issues(name, { limit, skip }) } : null;
  };
  /** Those that let search engines in. */
  const listed = async () => (await newsletters()).filter(({ kiosque }) => kiosque.robots === 'index');
  return (
    new Hono()
      .get('/kiosque/:newsletter', async (context) => {
        const page = pageNumber(context.req.query('page'));
        const words = wordsAsked(context.req.query('q'));
        const shown = words === '' ? perPage.issues + 1 : 0;
        const kiosque = await kiosqueOf(context.req.param('newsletter'), shown, (page - 1) * perPage.issues);
        if (kiosque === null) return troublePage(context, 'notFound');
        if (words === '') return context.html(kiosquePage(kiosque, page), 200, open(kiosque));
        const some = { limit: perPage.found, skip: (page - 1) * perPage.found };
        const found = await search(kiosque.newsletter.name, words, some);
        // Search engines list issues, not other people's searches.
        const headers = { ...open(kiosque), 'X-Robots-Tag': 'noindex' };
        return context.html(foundPage(kiosque, { words, page }, found), 200, headers);
      })
      .get('/kiosque/:newsletter/rss.xml', async (context) => {
        const kiosque = await kiosqueOf(context.req.param('newsletter'), perPage.issues);
        if (kiosque === null) return troublePage(context, 'notFound');
        const headers = { ...open(kiosque), 'Content-Type': 'application/rss+xml; charset=utf-8' };
        return context.body(rssFeed(kiosque), 200, headers);
      })
      .get('/kiosque/:newsletter/feed.json', async (context) => {
        const kiosque = await kiosqueOf(context.req.param('newsletter'), perPage.issues);
        if (kiosque === null) return troublePage(context, 'notFound');
        const headers = { ...open(kiosque), 'Content-Type': 'application/feed+json; charset=utf-8' };
        return context.body(jsonFeed(kiosque), 200, headers);
      })
      // RFC 9309: whoever may not list a page must be able to read that on the page, so every page is open to robots.
      .get('/robots.txt', async (context) => {
        const map = (await listed()).length > 0 ? `\nSitemap: ${publicUrl}/sitemap.xml\n` : '';
        return context.text(`User-agent: *\nDisallow:\n${map}`);
      })
      .get('/sitemap.xml', async (context) => {
        const maps = await listed();
        // A map names one page at least (sitemaps.org), and the front of a kiosque is there before its first issue.
        if (maps.length === 0) return troublePage(context, 'notFound');
        const kiosques = await Promise.all(maps.map(({ name }) => kiosqueOf(name, perMap)));
        context.header('Content-Type', 'application/xml; charset=utf-8');
        return context.body(
          sitemap(
            publicUrl,
            kiosques.filter((one) => one !== null),
          ),
        );
      })
  );
}

function open({ newsletter }: Kiosque): Record<string, string> {
  return { 'Cache-Control': 'public, max-age=300', 'X-Robots-Tag': robotsOf(newsletter) };
}

/** What search engines are told about a newsletter's issues. */
export function robotsOf({ kiosque }: Newsletter): string {
  return kiosque.robots === 'index' ? 'all' : 'noindex';
}

/** One line of what was typed; control characters, which PostgreSQL may refuse, count as spaces. */
function wordsAsked(text: string | undefined): string {
  const line = (text ?? '')
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, longestSearch).join('').trim();
}

function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}
