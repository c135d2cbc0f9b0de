/** /p/:token/data posts a link to the reader's own address; /d/:token, that link, gives the file. A friend gets neither. */

import { type Context, Hono } from 'hono';
import type { Lately } from '../audience/mover.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { AllPreferences } from './all-preferences.tsx';
import { formFields } from './form.ts';
import { Both, OneButton, renderPage } from './page.tsx';
import { dataWords as words } from './preference-words.ts';
import { spokenTo } from './spoken.ts';
import { movedLatelyPage } from './take-back.tsx';
import { movedLatelyWords as lately } from './take-back-words.ts';
import { gonePage, overPage, troublePage } from './trouble.tsx';

export type DataSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  /** What keeps the file back from whoever opened this link; null: nothing does. */
  readonly held: (purpose: 'preferences' | 'data', token: string) => Promise<MovedLately | null>;
  readonly send: (
    token: string,
  ) => Promise<{ readonly kind: 'sent' | 'too_often' | 'gone' | 'invalid' } | MovedLately>;
  /** Behind the link of the letter, which works for a day. */
  readonly ready: (token: string) => Promise<ReaderSeen>;
  readonly file: (
    token: string,
  ) => Promise<
    { readonly kind: 'file'; readonly json: string } | { readonly kind: 'gone' | 'invalid' } | MovedLately
  >;
};
/** Whoever has the address now may be a friend with a forwarded letter: until then the old one may take it back. */
type MovedLately = { readonly kind: 'moved_lately' } & Lately;

export function dataPages(steps: DataSteps): Hono {
  return new Hono()
    .get('/p/:token/data', async (context) => {
      const token = context.req.param('token');
      const held = await steps.held('preferences', token);
      if (held !== null) return latelyPage(context, held, token);
      const seen = await steps.seen(token);
      const button = { title: words.title, text: words.explain, say: words.ask, token };
      return buttonPage(context, steps, seen, button);
    })
    .post('/p/:token/data', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'send') return troublePage(context, 'notUnderstood');
      const token = context.req.param('token');
      const sent = await steps.send(token);
      const { kind } = sent;
      if (kind === 'moved_lately') return latelyPage(context, sent, token);
      if (kind === 'invalid') return troublePage(context, 'badLink');
      if (kind === 'gone') return gonePage(context);
      if (kind === 'too_often') return troublePage(context, 'tooOften');
      return sentPage(context, steps, token);
    })
    .get('/d/:token', async (context) => {
      const token = context.req.param('token');
      const held = await steps.held('data', token);
      if (held !== null) return latelyPage(context, held, null);
      const seen = await steps.ready(token);
      const button = { title: words.readyTitle, text: words.readyText, say: words.download, token: null };
      return buttonPage(context, steps, seen, button);
    })
    .post('/d/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'send') return troublePage(context, 'notUnderstood');
      const found = await steps.file(context.req.param('token'));
      if (found.kind === 'moved_lately') return latelyPage(context, found, null);
      if (found.kind !== 'file') return found.kind === 'gone' ? gonePage(context) : overPage(context);
      return context.body(found.json, 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="hebdo-data.json"',
      });
    });
}

/** token: of the preferences from which they came. */
function latelyPage(context: Context, { until, wayBack }: Lately, token: string | null): Response {
  const text = wayBack === 'open' ? lately.data : lately.dataForgotten;
  return movedLatelyPage(context, { title: lately.title, text }, until, token);
}

type Words = { readonly fr: string; readonly en: string };

async function buttonPage(
  context: Context,
  steps: DataSteps,
  seen: ReaderSeen,
  button: Readonly<Record<'title' | 'text' | 'say', Words>> & { readonly token: string | null },
): Promise<Response> {
  if (seen.kind === 'invalid') return overPage(context);
  if (seen.kind === 'gone') return gonePage(context);
  const { newsletter, language } = await spokenTo(steps, seen);
  const { title, text, say, token } = button;
  const children = (
    <>
      <h1>{title[language]}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
      </p>
      <Both say={text} language={language} />
      <OneButton action="send" say={say} language={language} />
      {token !== null && <AllPreferences token={token} language={language} />}
    </>
  );
  return context.html(renderPage({ title: title[language], language, newsletter, children }));
}

async function sentPage(context: Context, steps: DataSteps, token: string): Promise<Response> {
  const seen = await steps.seen(token);
  if (seen.kind !== 'reader') return gonePage(context);
  const { newsletter, language } = await spokenTo(steps, seen);
  const title = words.title[language];
  const children = (
    <>
      <h1>{title}</h1>
      <div className="state" role="status">
        <Both say={words.sent} language={language} />
      </div>
      <AllPreferences token={token} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }));
}
