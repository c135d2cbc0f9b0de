/** /c/:token, the button of the confirmation letter: GET shows a page, because scanners follow links; POST confirms. */
import { type Context, Hono } from 'hono';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { formFields } from './form.ts';
import { Both, OneButton, renderPage } from './page.tsx';
import { confirmWords as words } from './sign-up-words.ts';
import { troublePage } from './trouble.tsx';

export type ConfirmSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** maskedAddress null: it is confirmed already. null: unknown or over. */
  readonly waiting: (
    token: string,
  ) => Promise<({ readonly maskedAddress: string | null } & Requested) | null>;
  readonly confirm: (
    token: string,
  ) => Promise<
    ({ readonly kind: 'confirmed' | 'already' } & Requested) | { readonly kind: 'suppressed' | 'over' }
  >;
};

/** language: that of the form, which these pages go on in. */
type Requested = { readonly newsletters: readonly string[]; readonly language: 'fr' | 'en' };

export function confirmPages(steps: ConfirmSteps): Hono {
  return new Hono()
    .get('/c/:token', async (context) => {
      const waiting = await steps.waiting(context.req.param('token'));
      if (waiting === null) return overPage(context, steps);
      const asked = await askedFor(steps, waiting);
      if (waiting.maskedAddress === null) return donePage(context, asked);
      return askPage(context, asked, waiting.maskedAddress);
    })
    .post('/c/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'confirm') return troublePage(context, 'notUnderstood');
      const confirmed = await steps.confirm(context.req.param('token'));
      switch (confirmed.kind) {
        case 'over':
          return overPage(context, steps);
        case 'suppressed':
          return suppressedPage(context, steps);
        default:
          return donePage(context, await askedFor(steps, confirmed));
      }
    });
}

/** A newsletter may have been renamed or closed since: its name stands in. */
async function askedFor(steps: ConfirmSteps, { newsletters: names, language }: Requested) {
  const newsletters = await steps.newsletters();
  const own = names.map((name) => newsletters.find((one) => one.name === name) ?? null);
  const found = own.find((one) => one !== null) ?? null;
  const newsletter = found && { ...found, language };
  const titles = names.map((name, at) => typeset(own[at]?.title ?? name, language));
  return { newsletter, language, titles: new Intl.ListFormat(language).format(titles) };
}
type Asked = Awaited<ReturnType<typeof askedFor>>;

function askPage(context: Context, { newsletter, language, titles }: Asked, address: string): Response {
  const children = (
    <>
      <h1>{words.ask[language]}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{address}</span>
      </p>
      <Both say={words.explain(titles)} language={language} />
      <OneButton action="confirm" say={words.confirm} language={language} />
    </>
  );
  return context.html(renderPage({ title: words.ask[language], language, newsletter, children }));
}

function donePage(context: Context, { newsletter, language, titles }: Asked): Response {
  const children = (
    <>
      <h1>{words.done[language]}</h1>
      <Both say={words.next(titles)} language={language} />
      <p>
        <a href={newsletter ? `/kiosque/${newsletter.name}` : '/'}>{words.read[language]}</a>
      </p>
    </>
  );
  return context.html(renderPage({ title: words.done[language], language, newsletter, children }));
}

async function overPage(context: Context, steps: ConfirmSteps): Promise<Response> {
  const [newsletter] = await steps.newsletters();
  const language = newsletter?.language ?? 'fr';
  const children = (
    <>
      <h1>{words.over[language]}</h1>
      <Both say={words.overText} language={language} />
      <p>
        <a href="/s">{words.again[language]}</a>
      </p>
    </>
  );
  return context.html(
    renderPage({ title: words.over[language], language, newsletter: newsletter ?? null, children }),
    404,
  );
}

async function suppressedPage(context: Context, steps: ConfirmSteps): Promise<Response> {
  const [newsletter] = await steps.newsletters();
  const language = newsletter?.language ?? 'fr';
  const title = words.over[language];
  const children = (
    <>
      <h1>{title}</h1>
      <Both say={words.suppressed} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter: newsletter ?? null, children }));
}
