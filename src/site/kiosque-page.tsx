/** What a reader sees of a kiosque: every issue by year, or those that a search found. */
import type { ReactNode } from 'react';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { Kiosque } from './feeds.ts';
import { type FoundIssue, IssueList, type PublishedIssue } from './issue-list.tsx';
import { Both, renderPage } from './page.tsx';
import { kiosqueWords as words } from './words.ts';

/** Of the list, and of what a search found. */
export const perPage = { issues: 50, found: 10 } as const;

/** issues: one more than a page shows, when there are more. */
export function kiosquePage(kiosque: Kiosque, page: number): string {
  const { newsletter, issues } = kiosque;
  const { language, name } = newsletter;
  const leaf = (to: number) => `/kiosque/${name}?page=${to}`;
  return frame(
    kiosque,
    '',
    <>
      {issues.length === 0 && <Both say={words.none} language={language} />}
      {byYear(issues.slice(0, perPage.issues)).map(([year, some]) => (
        <section key={year}>
          <h2 className="year">{year}</h2>
          <IssueList newsletter={newsletter} issues={some} />
        </section>
      ))}
      <p>
        {page > 1 && <a href={leaf(page - 1)}>{words.later[language]}</a>}
        {page > 1 && issues.length > perPage.issues && ' · '}
        {issues.length > perPage.issues && <a href={leaf(page + 1)}>{words.earlier[language]}</a>}
      </p>
    </>,
  );
}

export function foundPage(
  kiosque: Kiosque,
  search: { readonly words: string; readonly page: number },
  found: { readonly total: number; readonly issues: readonly FoundIssue[] },
): string {
  const { language, name } = kiosque.newsletter;
  const { page } = search;
  const leaf = (to: number) => `/kiosque/${name}?q=${encodeURIComponent(search.words)}&page=${to}`;
  const rest = found.total - page * perPage.found;
  return frame(
    kiosque,
    search.words,
    <>
      {found.issues.length === 0 ? (
        <>
          <p role="status">{words.notFound(search.words)[language]}</p>
          <Both say={words.advice} language={language} />
        </>
      ) : (
        <p role="status">{words.found(found.total, search.words)[language]}</p>
      )}
      <IssueList newsletter={kiosque.newsletter} issues={found.issues} />
      <p>
        {page > 1 && <a href={leaf(page - 1)}>{words.fewer[language]}</a>}
        {page > 1 && rest > 0 && ' · '}
        {rest > 0 && <a href={leaf(page + 1)}>{words.more[language]}</a>}
      </p>
      <p>
        <a href={`/kiosque/${name}`}>{words.all[language]}</a>
      </p>
    </>,
  );
}

function frame({ publicUrl, newsletter }: Kiosque, asked: string, children: ReactNode): string {
  const { language, name } = newsletter;
  const letter = typeset(newsletter.title, language);
  const title = words.title(letter)[language];
  const here = `/kiosque/${name}`;
  return renderPage({
    title: asked === '' ? title : `${asked} · ${title}`,
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
        <SearchForm newsletter={newsletter} asked={asked} />
        {children}
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

function SearchForm({
  newsletter: { language, name },
  asked,
}: {
  readonly newsletter: Newsletter;
  readonly asked: string;
}) {
  return (
    <search>
      <form className="search" action={`/kiosque/${name}`} method="get">
        <label htmlFor="q">{words.search[language]}</label>
        <input
          id="q"
          name="q"
          type="search"
          maxLength={longestSearch}
          defaultValue={asked}
          enterKeyHint="search"
        />
        <button type="submit">{words.go[language]}</button>
      </form>
    </search>
  );
}

/** Characters. */
export const longestSearch = 100;

function byYear(
  issues: readonly PublishedIssue[],
): readonly (readonly [string, readonly PublishedIssue[]])[] {
  return [...Map.groupBy(issues, ({ date }) => date.slice(0, 4))];
}
