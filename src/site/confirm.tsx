/** /c/:token, the button of the confirmation letter: GET shows a page, because scanners follow links; POST confirms. */
import { type Context, Hono } from 'hono';
import type { ReactNode } from 'react';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
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
  ) => Promise<({ readonly maskedAddress: string | null; readonly wording: string } & Requested) | null>;
  readonly confirm: (
    token: string,
  ) => Promise<
    ({ readonly kind: 'confirmed' | 'already' } & Requested) | { readonly kind: 'suppressed' | 'over' }
  >;
};

type Requested = {
  readonly newsletters: readonly string[];
  /** That of the form, which these pages go on in. */
  readonly language: 'fr' | 'en';
  /** Whoever confirmed subscribes to the paper. */
  readonly premium: boolean;
};

export function confirmPages(steps: ConfirmSteps): Hono {
  return new Hono()
    .get('/c/:token', async (context) => {
      const waiting = await steps.waiting(context.req.param('token'));
      if (waiting === null) return overPage(context, steps);
      const asked = await askedFor(steps, waiting);
      if (waiting.maskedAddress === null) return donePage(context, asked);
      return askPage(context, asked, { address: waiting.maskedAddress, wording: waiting.wording });
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
async function askedFor(steps: ConfirmSteps, { newsletters: names, language, premium }: Requested) {
  const newsletters = await steps.newsletters();
  const own = names.map((name) => newsletters.find((one) => one.name === name) ?? null);
  const found = own.find((one) => one !== null) ?? null;
  const newsletter = found && { ...found, language };
  const titles = names.map((name, at) => ({
    title: typeset(own[at]?.title ?? name, language),
    comes: premium || own[at]?.audience.premium_only !== true,
  }));
  const listed = (some: typeof titles) =>
    some.length === 0 ? null : new Intl.ListFormat(language).format(some.map(({ title }) => title));
  return {
    newsletter,
    language,
    titles: listed(titles) ?? '',
    come: listed(titles.filter(({ comes }) => comes)),
    /** Channels for subscribers, of which this reader gets nothing yet. */
    closed: listed(titles.filter(({ comes }) => !comes)),
  };
}
type Asked = Awaited<ReturnType<typeof askedFor>>;

function askPage(
  context: Context,
  { newsletter, language, titles }: Asked,
  { address, wording }: { readonly address: string; readonly wording: string },
): Response {
  const children = (
    <>
      <h1>{words.ask[language]}</h1>
      <p>
        {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{address}</span>
      </p>
      <Both say={words.explain(titles)} language={language} />
      <p className="wording">{wording}</p>
      <OneButton action="confirm" say={words.confirm} language={language} />
    </>
  );
  return context.html(renderPage({ title: words.ask[language], language, newsletter, children }));
}

function donePage(context: Context, { newsletter, language, come, closed }: Asked): Response {
  const children = (
    <>
      <h1>{words.done[language]}</h1>
      {come !== null && <Both say={words.next(come)} language={language} />}
      {closed !== null && (
        <div className="state">
          <Both say={words.forSubscribers(closed)} language={language} />
        </div>
      )}
      <p>
        <a href={newsletter ? `/kiosque/${newsletter.name}` : '/'}>
          <Label say={words.read} language={language} />
        </a>
      </p>
    </>
  );
  return context.html(renderPage({ title: words.done[language], language, newsletter, children }));
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
