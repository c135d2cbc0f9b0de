/** The front page with the latest issues, and each issue on the web, the same for everybody. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { IssueList, type PublishedIssue } from './issue-list.tsx';
import { robotsOf } from './kiosque.ts';
import { Label, type Language, renderPage } from './page.tsx';
import { signUpWords } from './sign-up-words.ts';
import { letterPolicy } from './style.ts';
import { troublePage } from './trouble.tsx';
import { kiosqueWords } from './words.ts';

export type IssueNeeds = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** The latest first. */
  readonly latest: (newsletter: string) => Promise<readonly PublishedIssue[]>;
  /** The letter without any reader's own values; null when that issue has not begun to leave. */
  readonly webVersion: (
    newsletter: string,
    period: Period,
  ) => Promise<{ hash: string; html: string; robots: string } | null>;
};

export function issuePages(needs: IssueNeeds): Hono {
  return new Hono()
    .get('/', async (context) => {
      const newsletters = await needs.newsletters();
      const shelves = await Promise.all(
        newsletters.map(async (newsletter) => ({ newsletter, issues: await needs.latest(newsletter.name) })),
      );
      const [first] = newsletters;
      if (first) context.header('X-Robots-Tag', robotsOf(first));
      return context.html(frontPage(shelves));
    })
    .get('/l/:newsletter/:period', async (context) => {
      const { newsletter, period } = context.req.param();
      const version = await needs.webVersion(newsletter, period as Period);
      if (version === null) return troublePage(context, 'notFound');
      const etag = `"${version.hash}"`;
      context.header('ETag', etag);
      context.header('Cache-Control', 'public, max-age=300');
      context.header('Content-Security-Policy', letterPolicy);
      context.header('X-Robots-Tag', version.robots);
      if (context.req.header('If-None-Match') === etag) return context.body(null, 304);
      return context.html(version.html);
    });
}

type Shelf = { readonly newsletter: Newsletter; readonly issues: readonly PublishedIssue[] };

function frontPage(shelves: readonly Shelf[]): string {
  const first = shelves[0]?.newsletter ?? null;
  const language = first?.language ?? 'fr';
  // A paper with one letter gives the page its name; one with several has a page of its own.
  const single = shelves.length === 1 ? first : null;
  const heading = first ? headingOf(first) : 'Nos lettres';
  return renderPage({
    title: single?.title ?? heading,
    language,
    newsletter: first,
    paperWide: single === null,
    children: (
      <>
        {single === null && <h1>{heading}</h1>}
        {single === null && shelves.some((shelf) => shelf.newsletter.sign_up.open) && (
          <p>
            <a href="/s">
              <Label say={signUpWords.title([])} language={language} />
            </a>
          </p>
        )}
        {shelves
          .filter((shelf) => single !== null || hasSomething(shelf))
          .map((shelf) => (
            <ShelfOf key={shelf.newsletter.name} shelf={shelf} alone={single !== null} />
          ))}
        <HowToLeave language={language} />
      </>
    ),
  });
}

/** One that closed before its first issue left holds nothing, and promises none. */
function hasSomething({ newsletter, issues }: Shelf): boolean {
  return newsletter.sign_up.open || issues.length > 0;
}

function headingOf({ publisher, language }: Newsletter): string {
  return language === 'fr' ? `Les lettres de ${publisher.name}` : `The newsletters of ${publisher.name}`;
}

function ShelfOf({
  shelf: { newsletter, issues },
  alone,
}: {
  readonly shelf: Shelf;
  readonly alone: boolean;
}) {
  const { language, name } = newsletter;
  const title = typeset(newsletter.title, language);
  const tagline = typeset(newsletter.tagline, language);
  const french = language === 'fr';
  return (
    <section>
      {alone ? <h1>{tagline || title}</h1> : <h2>{title}</h2>}
      {!alone && tagline && <p>{tagline}</p>}
      {newsletter.sign_up.open && (
        <p>
          <a href={`/s/${name}`}>{kiosqueWords.receive(title)[language]}</a>
        </p>
      )}
      {issues.length === 0 && newsletter.sign_up.open && (
        <p className="other">
          {french ? 'Le premier numéro paraîtra bientôt.' : 'The first issue will appear soon.'}
        </p>
      )}
      <IssueList newsletter={newsletter} issues={issues} />
      {issues.length > 0 && (
        <p>
          <a href={`/kiosque/${name}`}>{french ? 'Tous les numéros' : 'All issues'}</a>
        </p>
      )}
    </section>
  );
}

function HowToLeave({ language }: { readonly language: Language }) {
  const say = {
    fr: 'Vous recevez la lettre\u202F? Au bas de chaque numéro, un lien permet de changer vos préférences ou de vous désabonner.',
    en: 'Do you receive the letter? A link at the end of each issue lets you change your preferences or unsubscribe.',
  };
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <section className="leave">
      <p>{say[language]}</p>
      <p className="other" lang={other}>
        {say[other]}
      </p>
    </section>
  );
}
