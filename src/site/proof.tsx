/** The proof of work beside a sign-up form, where newsletter.yaml asks for one: the widget, its files, its challenge. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { Both, type Language } from './page.tsx';
import { proofScript } from './proof-script.ts';
import { signUpWords as words } from './sign-up-words.ts';
import { troublePage } from './trouble.tsx';

export type ProofNeeds = {
  readonly challenge: () => Promise<object>;
  /** Out of the installed package: no other host is asked. */
  readonly widgetFile: (name: WidgetFile) => Promise<string>;
};
type WidgetFile = 'widget' | 'widgetStyle' | 'worker' | 'french';

export function proofFiles({ challenge, widgetFile }: ProofNeeds): Hono {
  const files: Readonly<Record<string, () => Promise<string>>> = {
    'page.js': async () => proofScript,
    'widget.js': () => widgetFile('widget'),
    'widget.css': () => widgetFile('widgetStyle'),
    'worker.js': () => widgetFile('worker'),
    'french.js': () => widgetFile('french'),
  };
  return new Hono()
    .get('/altcha/challenge', async (context) => context.json(await challenge()))
    .get('/altcha/:file', async (context) => {
      const name = context.req.param('file');
      const file = Object.hasOwn(files, name) ? files[name] : undefined;
      if (file === undefined) return troublePage(context, 'notFound');
      const text = await file();
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
      const headers = { ETag: etag, 'Cache-Control': 'public, max-age=86400' };
      if (context.req.header('If-None-Match') === etag) return context.body(null, 304, headers);
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      return context.body(text, 200, { ...headers, 'Content-Type': `${type}; charset=utf-8` });
    });
}

/** Without script the form still works, under stricter limits, and says so. */
export function ProofWidget({ language }: { readonly language: Language }) {
  const other = language === 'fr' ? 'en' : 'fr';
  const attributes = {
    challenge: '/altcha/challenge',
    name: 'altcha',
    auto: 'onfocus',
    language: language === 'fr' ? 'fr-fr' : 'en',
  };
  return (
    <div className="proof">
      <altcha-widget {...attributes} />
      <div role="status">
        <div data-working hidden>
          <Both say={words.proofComes} language={language} />
        </div>
      </div>
      <noscript>
        <p className="hint">{words.noScript[language]}</p>
        <p className="hint" lang={other}>
          {words.noScript[other]}
        </p>
      </noscript>
    </div>
  );
}

export function ProofHead() {
  return (
    <>
      <link rel="stylesheet" href="/altcha/widget.css" />
      <script type="module" src="/altcha/page.js" />
    </>
  );
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'altcha-widget': Readonly<Record<string, string>>;
    }
  }
}
