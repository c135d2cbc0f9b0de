/** The frame of every studio page: bar, one column, who is here. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Say, sayIn } from '../config/say.ts';
import { type Editor, mayUse } from '../desk/editor.ts';

/** Who looks at a page, in which language, with which form token. */
export type Visit = {
  readonly editor: Editor | null;
  readonly say: Say;
  readonly language: 'fr' | 'en';
  /** Every form carries it. */
  readonly token: string;
};

export function visitOf(editor: Editor | null, token: string, language: 'fr' | 'en'): Visit {
  const own = editor?.language ?? language;
  return { editor, token, language: own, say: sayIn(own) };
}

/** hx-request of what a check may take long to answer: its own limits end before this does. */
export const patientRequest = JSON.stringify({ timeout: 90_000 });

/** 4xx answers carry a page that says what to do: they are shown like any other. */
const htmxSettings = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  // What Back leads to is asked for as a whole page: so it is prepared as one.
  refreshOnHistoryMiss: true,
  // Milliseconds: what waits for a page must not wait for ever.
  timeout: 45_000,
  // Without style: the policy forbids inline ones.
  attributesToSettle: ['class', 'width', 'height'],
  responseHandling: [
    { code: '204', swap: false },
    { code: '[2345]..', swap: true },
  ],
});

export function renderPage(visit: Visit, title: string, children: ReactNode): string {
  const { say, language } = visit;
  const html = renderToStaticMarkup(
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={htmxSettings} />
        <title>{`${title} · Studio`}</title>
        <link rel="stylesheet" href="/studio/assets/studio.css" />
        <link rel="icon" href="data:," />
        {/* It fetches htmx and SortableJS once the page is drawn: a press needs neither. */}
        <script src="/studio/assets/studio.js" defer />
      </head>
      <body data-editor={visit.editor?.id}>
        <a className="skip" href="#work">
          {say('Aller au contenu', 'Skip to content')}
        </a>
        <Bar visit={visit} />
        {/* What asks for itself below (hx-get) puts the page's work in the place of this one. */}
        <main
          id="work"
          hx-target="#work"
          hx-select="#work"
          hx-swap="outerHTML show:none settle:0ms"
          hx-sync="#work:queue all"
        >
          {children}
        </main>
        {visit.editor && <Foot visit={visit} />}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

/** A form that posts; its token is in it. */
export function PostForm({
  visit,
  action,
  children,
  ...more
}: {
  readonly visit: Visit;
  readonly action: string;
  readonly children: ReactNode;
  readonly id?: string;
  readonly className?: string;
  /** What stands in it was refused: it is saved nowhere. */
  readonly 'data-unsaved'?: true | undefined;
}) {
  return (
    <form method="post" action={action} {...more}>
      <input type="hidden" name="form_token" value={visit.token} />
      {children}
    </form>
  );
}

function Bar({ visit }: { readonly visit: Visit }) {
  const { editor, say } = visit;
  return (
    <header className="bar">
      <a className="title" href="/studio">
        Studio
      </a>
      {editor && (
        <>
          {mayUse(editor, 'operate', 'one') && (
            <a className="small" href="/studio/board">
              {say('File d’attente', 'Queue')}
            </a>
          )}
          <a className="small" href="/studio/segments">
            {say('Segments', 'Segments')}
          </a>
          <span className="soft small name">{editor.name}</span>
          <PostForm visit={visit} action="/studio/leave">
            <button type="submit" className="quiet small">
              {say('Sortir', 'Sign out')}
            </button>
          </PostForm>
        </>
      )}
    </header>
  );
}

function Foot({ visit }: { readonly visit: Visit }) {
  const other = visit.language === 'fr' ? 'en' : 'fr';
  return (
    <footer>
      <PostForm visit={visit} action="/studio/language">
        <button type="submit" name="language" value={other} className="quiet small" lang={other}>
          {other === 'en' ? 'In English' : 'En français'}
        </button>
      </PostForm>
    </footer>
  );
}
