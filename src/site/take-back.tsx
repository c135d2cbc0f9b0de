/** /b/:token, the button of the letter to an address that somebody moved from: GET shows a page, POST takes the move back. */
import { type Context, Hono } from 'hono';
import type { Newsletter } from '../config/newsletter.ts';
import { formFields } from './form.ts';
import { Both, type Language, OneButton, renderPage, type Words } from './page.tsx';
import { spokenTo } from './spoken.ts';
import { takeBackWords as words } from './take-back-words.ts';
import { gonePage, noticePage, troublePage } from './trouble.tsx';

type Place = { readonly newsletter: string; readonly language: 'fr' | 'en' };
type Stopped = { readonly kind: 'over' | 'gone' | 'invalid' };

export type TakeBackSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  /** Looks, and changes nothing. maskedAddress: where they would be again. */
  readonly waitingBack: (
    token: string,
  ) => Promise<
    | ({ readonly kind: 'waiting'; readonly maskedAddress: string } & Place)
    | ({ readonly kind: 'already' } & Place)
    | Stopped
  >;
  readonly takeBack: (token: string) => Promise<({ readonly kind: 'back' | 'already' } & Place) | Stopped>;
};

export function takeBackPages(steps: TakeBackSteps): Hono {
  return new Hono()
    .get('/b/:token', async (context) => {
      const found = await steps.waitingBack(context.req.param('token'));
      if (found.kind === 'waiting') return askPage(context, steps, found);
      return found.kind === 'already' ? donePage(context, steps, found) : stoppedPage(context, found);
    })
    .post('/b/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'take_back') return troublePage(context, 'notUnderstood');
      const taken = await steps.takeBack(context.req.param('token'));
      return 'newsletter' in taken ? donePage(context, steps, taken) : stoppedPage(context, taken);
    });
}

function stoppedPage(context: Context, { kind }: Stopped): Response {
  if (kind === 'gone') return gonePage(context);
  return kind === 'over' ? noticePage(context, words.over, 404) : troublePage(context, 'badLink');
}

async function askPage(
  context: Context,
  steps: TakeBackSteps,
  place: Place & { readonly maskedAddress: string },
): Promise<Response> {
  const { newsletter, language } = await spokenTo(steps, place);
  const children = (
    <>
      <h1>{words.title[language]}</h1>
      <p>
        {words.former[language]} <span className="address">{place.maskedAddress}</span>
      </p>
      <Both say={words.explain} language={language} />
      <OneButton action="take_back" say={words.take} language={language} />
    </>
  );
  return context.html(renderPage({ title: words.title[language], language, newsletter, children }));
}

async function donePage(context: Context, steps: TakeBackSteps, place: Place): Promise<Response> {
  const { newsletter, language } = await spokenTo(steps, place);
  const children = (
    <>
      <h1>{words.done[language]}</h1>
      <Both say={words.doneText} language={language} />
      <Both say={words.whose} language={language} />
    </>
  );
  return context.html(renderPage({ title: words.done[language], language, newsletter, children }));
}

/** A page that waits until the old address can no longer take the move back. */
export function movedLatelyPage(
  context: Context,
  { title, text }: { readonly title: Words; readonly text: (day: Words) => Words },
  until: Date,
): Response {
  const day = (locale: string) =>
    until.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Europe/Paris' });
  const days: Readonly<Record<Language, string>> = {
    fr: day('fr-FR').replace(/^1 /, '1er '),
    en: day('en-GB'),
  };
  return noticePage(context, { title, text: text(days) }, 409);
}
