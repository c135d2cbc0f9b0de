/** /c/:token, the button of the confirmation letter: GET shows a page, because scanners follow links; POST confirms. */
import { type Context, Hono } from 'hono';
import type { ReactNode } from 'react';
import type { Newsletter } from '../config/newsletter.ts';
import { closedPage, insteadFor } from './closed.tsx';
import { closedWords } from './closed-words.ts';
import {
  type Asked,
  askedFor,
  type Requested,
  titlesOf,
  type WithClosed,
  type WithEnded,
} from './confirm-titles.ts';
import { DataNotice } from './data-notice.tsx';
import { formFields } from './form.ts';
import { Both, Label, type Language, OneButton, renderPage } from './page.tsx';
import { confirmWords as words } from './sign-up-words.ts';
import { troublePage } from './trouble.tsx';
import { visitorLanguage } from './visitor-language.ts';

export type ConfirmSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /**
   * maskedAddress null: it is confirmed already. wording: the sentence that the receipt will name, whichever form or
   * program the request came by. null: unknown or over.
   */
  readonly waiting: (
    token: string,
  ) => Promise<
    | ({ readonly maskedAddress: string | null; readonly wording: string } & Requested &
        WithClosed &
        WithEnded)
    | null
  >;
  readonly confirm: (
    token: string,
  ) => Promise<
    | ({ readonly kind: 'confirmed' } & Requested & WithClosed)
    | ({ readonly kind: 'already' } & Requested & WithEnded)
    | ({ readonly kind: 'closed' } & WithClosed)
    | { readonly kind: 'suppressed' | 'over' }
  >;
};

export function confirmPages(steps: ConfirmSteps): Hono {
  return new Hono()
    .get('/c/:token', async (context) => {
      const waiting = await steps.waiting(context.req.param('token'));
      if (waiting === null) return overPage(context, steps);
      if (waiting.newsletters.length === 0) return allClosedPage(context, steps, waiting);
      const asked = await askedFor(steps, waiting);
      if (waiting.maskedAddress === null) return donePage(context, asked);
      return askPage(context, asked, { address: waiting.maskedAddress, wording: waiting.wording });
    })
    .post('/c/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'confirm') return troublePage(context, 'notUnderstood');
      const confirmed = await steps.confirm(context.req.param('token'));
      switch (confirmed.kind) {
        case 'closed':
          return allClosedPage(context, steps, confirmed);
        case 'over':
          return overPage(context, steps);
        case 'suppressed':
          return suppressedPage(context, steps);
        default:
          return donePage(context, await askedFor(steps, confirmed));
      }
    });
}

/** Nothing of what was asked for can be had any more. */
async function allClosedPage(
  context: Context,
  steps: ConfirmSteps,
  { closed, language }: WithClosed,
): Promise<Response> {
  const newsletters = await steps.newsletters();
  const speaker = newsletters.find(({ name }) => closed.includes(name)) ?? newsletters[0] ?? null;
  const newsletter = speaker && { ...speaker, language };
  const title = titlesOf(newsletters, closed, language) ?? '';
  return context.html(closedPage(newsletter, { title, language, instead: insteadFor(newsletters) }), 410);
}

function askPage(
  context: Context,
  { newsletter, language, several, titles, without }: Asked,
  { address, wording }: { readonly address: string; readonly wording: string },
): Response {
  const children = (
    <>
      <h1>{words.ask[language]}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{address}</span>
      </p>
      <Both say={words.explain(titles)} language={language} />
      {without && <Both say={closedWords.without(without)} language={language} />}
      <p className="wording">{wording}</p>
      <OneButton action="confirm" say={words.confirm} language={language} />
      {newsletter && <DataNotice publisher={newsletter.publisher} language={language} />}
    </>
  );
  return context.html(
    renderPage({ title: words.ask[language], language, newsletter, paperWide: several, children }),
  );
}

function donePage(context: Context, asked: Asked): Response {
  const { newsletter, language, several, come, closed, without, ended, allEnded, again } = asked;
  const title = (allEnded ? words.used : words.done)[language];
  const children = (
    <>
      <h1>{title}</h1>
      {ended !== null && (
        <>
          <Both say={words.ended(ended)} language={language} />
          <p>
            <a href={`${again}?lang=${language}`}>
              <Label say={words.again} language={language} />
            </a>
          </p>
        </>
      )}
      {come !== null && <Both say={words.next(come)} language={language} />}
      {without && <Both say={closedWords.without(without)} language={language} />}
      {closed !== null && (
        <div className="state">
          <Both say={words.forSubscribers(closed)} language={language} />
        </div>
      )}
      <p>
        <a href={newsletter && !several ? `/kiosque/${newsletter.name}` : '/'}>
          <Label say={words.read} language={language} />
        </a>
      </p>
    </>
  );
  return context.html(renderPage({ title, language, newsletter, paperWide: several, children }));
}

async function overPage(context: Context, steps: ConfirmSteps): Promise<Response> {
  const language = visitorLanguage(context);
  const children = (
    <>
      <Both say={words.overText} language={language} />
      <p>
        <a href={`/s?lang=${language}`}>
          <Label say={words.again} language={language} />
        </a>
      </p>
    </>
  );
  return stopPage(context, steps, { title: words.over[language], language, children, status: 404 });
}

async function suppressedPage(context: Context, steps: ConfirmSteps): Promise<Response> {
  const language = visitorLanguage(context);
  const children = <Both say={words.suppressed} language={language} />;
  return stopPage(context, steps, { title: words.over[language], language, children, status: 200 });
}

/** Of which letter it was is not known: the paper speaks. */
async function stopPage(
  context: Context,
  steps: ConfirmSteps,
  stop: {
    readonly title: string;
    readonly language: Language;
    readonly children: ReactNode;
    readonly status: 200 | 404;
  },
): Promise<Response> {
  const { title, language, status } = stop;
  const [newsletter = null] = await steps.newsletters();
  const children = (
    <>
      <h1>{title}</h1>
      {stop.children}
    </>
  );
  return context.html(renderPage({ title, language, newsletter, paperWide: true, children }), status);
}
