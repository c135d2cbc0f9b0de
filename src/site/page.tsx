/** The frame of every readers' page: masthead, one column, the publisher's identity. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { dataNoticeWords } from '../audience/data-notice.ts';
import type { Wording } from '../audience/wording.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { Sentence } from './sentence.tsx';
import { style } from './style.ts';

export type Language = 'fr' | 'en';
/** A sentence in both languages of the house. */
export type Words = Readonly<Record<Language, string>>;

/** The page as HTML. newsletter null: the page belongs to the whole site. */
export function renderPage(page: {
  readonly title: string;
  readonly language: Language;
  readonly newsletter: Newsletter | null;
  /** The page is about all letters of that newsletter's paper. */
  readonly paperWide?: boolean;
  /** More of the head: feeds, Open Graph. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}): string {
  const { title, language, newsletter, paperWide = false, children } = page;
  return renderDocument({
    title,
    language,
    head: page.head,
    children: (
      <div className="sheet">
        <Masthead newsletter={newsletter} paperWide={paperWide} language={language} />
        <main>{children}</main>
        {newsletter && <Foot newsletter={newsletter} language={language} />}
      </div>
    ),
  });
}

/** A page for a frame inside somebody else's page: neither masthead nor foot. */
export function renderFragment(page: {
  readonly title: string;
  readonly language: Language;
  readonly head?: ReactNode;
  readonly children: ReactNode;
}): string {
  return renderDocument({ ...page, children: <main className="frame">{page.children}</main> });
}

function renderDocument(document: {
  readonly title: string;
  readonly language: Language;
  readonly head?: ReactNode;
  readonly children: ReactNode;
}): string {
  const { title, language, head, children } = document;
  const html = renderToStaticMarkup(
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {head}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, named by its hash in the policy. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>{children}</body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

/** A label in the page's language, and in the other one below. */
export function Label({ say, language }: { readonly say: Words; readonly language: Language }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <>
      {say[language]}{' '}
      <em className="hint" lang={other}>
        {say[other]}
      </em>
    </>
  );
}

/** The sentence in the page's language, and the other one beside it, small. */
export function Both({ say, language }: { readonly say: Words; readonly language: Language }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <>
      <p>{say[language]}</p>
      <p className="other" lang={other}>
        {say[other]}
      </p>
    </>
  );
}

/** The title of a page that answers, in both languages. */
export function Heading({ words, language }: { words: Words; language: Language }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <>
      <h1>{words[language]}</h1>
      <p className="other" lang={other}>
        {words[other]}
      </p>
    </>
  );
}

/** Why a form is shown again. */
export function Alert({ say, language }: { readonly say: Words; readonly language: Language }) {
  return (
    <div className="state" role="alert">
      <Both say={say} language={language} />
    </div>
  );
}

/** A form of one button: what it does in the page's language, and in the other one below. */
export function OneButton(button: {
  readonly action: string;
  readonly say: Words;
  readonly language: Language;
  readonly quiet?: boolean;
  /** What pressing it agrees to. */
  readonly agrees?: Wording;
}) {
  const { action, say, language, quiet, agrees } = button;
  return (
    <form method="post">
      <input type="hidden" name="action" value={action} />
      {agrees && <Sentence wording={agrees} />}
      <Submit say={say} language={language} quiet={quiet === true} />
    </form>
  );
}

/** The button of a form, in the page's language and small in the other one. */
export function Submit({ say, language, quiet }: { say: Words; language: Language; quiet?: boolean }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <button type="submit" className={quiet ? 'quiet' : undefined}>
      {say[language]} <span lang={other}>{say[other]}</span>
    </button>
  );
}

function Masthead(masthead: {
  readonly newsletter: Newsletter | null;
  readonly paperWide: boolean;
  readonly language: Language;
}) {
  const { newsletter, paperWide, language } = masthead;
  if (newsletter === null || paperWide)
    return (
      <header>
        <a className="title" href="/">
          {newsletter?.publisher.name ?? (language === 'fr' ? 'Nos lettres' : 'Our newsletters')}
        </a>
      </header>
    );
  return (
    <header>
      <a className="title" href="/">
        {typeset(newsletter.title, language)}
      </a>
      <span className="paper">{newsletter.publisher.name}</span>
    </header>
  );
}

function Foot({ newsletter, language }: { newsletter: Newsletter; language: Language }) {
  const { legal, address, contact, legal_url, privacy_url, url, name } = newsletter.publisher;
  return (
    <footer>
      {typeset(`${legal} · ${address}`, language)}
      <br />
      <a href={url}>{name}</a> · <a href={`mailto:${contact}`}>{contact}</a>
      {legal_url && (
        <>
          {' · '}
          <a href={legal_url}>{language === 'fr' ? 'Mentions légales' : 'Legal notice'}</a>
        </>
      )}
      {privacy_url && (
        <>
          {' · '}
          <a href={privacy_url}>{dataNoticeWords.title[language]}</a>
        </>
      )}
    </footer>
  );
}
