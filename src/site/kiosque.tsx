/** /kiosque/:newsletter: every issue that left, by number and date, for people, feed readers and search engines. */
import { Hono } from 'hono';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { jsonFeed, type Kiosque, rssFeed, sitemap } from './feeds.ts';
import { IssueList, type PublishedIssue } from './issue-list.tsx';
import { Both, renderPage } from './page.tsx';
import { troublePage } from './trouble.tsx';
import { kiosqueWords as words } from './words.ts';

export type KiosqueNeeds = {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** The latest first. */
  readonly issues: (
    newsletter: string,
    some: { readonly limit: number; readonly skip: number },
  ) => Promise<readonly PublishedIssue[]>;
};

const perPage = 50;
/** Sitemaps hold 50,000 addresses (sitemaps.org): a daily of a century. */
const perMap = 40_000;

export function kiosquePages(needs: KiosqueNeeds): Hono {
  const { publicUrl, newsletters, issues } = needs;
  const kiosqueOf = async (name: string, limit: number, skip = 0): Promise<Kiosque | null> => {
    const newsletter = (await newsletters()).find((one) => one.name === name);
    return newsletter ? { publicUrl, newsletter, issues: await issues(name, { limit, skip }) } : null;
  };
  return new Hono()
    .get('/kiosque/:newsletter', async (context) => {
      const page = pageNumber(context.req.query('page'));
      const kiosque = await kiosqueOf(context.req.param('newsletter'), perPage + 1, (page - 1) * perPage);
      if (kiosque === null) return troublePage(context, 'notFound');
      return context.html(kiosquePage(kiosque, page), 200, open(kiosque));
    })
    .get('/kiosque/:newsletter/rss.xml', async (context) => {
      const kiosque = await kiosqueOf(context.req.param('newsletter'), perPage);
      if (kiosque === null) return troublePage(context, 'notFound');
      const headers = { ...open(kiosque), 'Content-Type': 'application/rss+xml; charset=utf-8' };
      return context.body(rssFeed(kiosque), 200, headers);
    })
    .get('/kiosque/:newsletter/feed.json', async (context) => {
      const kiosque = await kiosqueOf(context.req.param('newsletter'), perPage);
      if (kiosque === null) return troublePage(context, 'notFound');
      const headers = { ...open(kiosque), 'Content-Type': 'application/feed+json; charset=utf-8' };
      return context.body(jsonFeed(kiosque), 200, headers);
    })
    .get('/sitemap.xml', async (context) => {
      const listed = (await newsletters()).filter(({ kiosque }) => kiosque.robots === 'index');
      const kiosques = await Promise.all(listed.map(({ name }) => kiosqueOf(name, perMap)));
      context.header('Content-Type', 'application/xml; charset=utf-8');
      return context.body(
        sitemap(
          publicUrl,
          kiosques.filter((one) => one !== null),
        ),
      );
    });
}

function open({ newsletter }: Kiosque): Record<string, string> {
  return { 'Cache-Control': 'public, max-age=300', 'X-Robots-Tag': robotsOf(newsletter) };
}

/** What search engines are told about a newsletter's issues. */
export function robotsOf({ kiosque }: Newsletter): string {
  return kiosque.robots === 'index' ? 'all' : 'noindex';
}

function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1;
}

function kiosquePage({ publicUrl, newsletter, issues }: Kiosque, page: number): string {
  const { language, name } = newsletter;
  const letter = typeset(newsletter.title, language);
  const title = words.title(letter)[language];
  const here = `/kiosque/${name}`;
  return renderPage({
    title,
    language,
    newsletter,
    head: (
      <>
        <link rel="canonical" href={`${publicUrl}${here}`} />
        <link rel="alternate" type="application/rss+xml" title={letter} href={`${here}/rss.xml`} />
        <link rel="alternate" type="application/feed+json" title={letter} href={`${here}/feed.json`} />
        <meta property="og:title" content={title} />
        <meta property="og:type" content="website" />
        <meta property="og:url" content={`${publicUrl}${here}`} />
      </>
    ),
    children: (
      <>
        <h1>{title}</h1>
        {issues.length === 0 && <Both say={words.none} language={language} />}
        <IssueList newsletter={newsletter} issues={issues.slice(0, perPage)} />
        <p>
          {page > 1 && <a href={`${here}?page=${page - 1}`}>{words.later[language]}</a>}
          {page > 1 && issues.length > perPage && ' · '}
          {issues.length > perPage && <a href={`${here}?page=${page + 1}`}>{words.earlier[language]}</a>}
        </p>
        <p className="leave">
          {newsletter.sign_up.open && (
            <>
              <a href={`/s/${name}`}>{words.receive(letter)[language]}</a>
              {' · '}
            </>
          )}
          <a href={`${here}/rss.xml`}>RSS</a>
          {' · '}
          <a href={`${here}/feed.json`}>JSON Feed</a>
        </p>
      </>
    ),
  });
}
