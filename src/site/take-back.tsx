/** /b/:token, the button of the letter to an address that somebody moved from: GET shows a page, POST takes the move back. */
import { type Context, Hono } from 'hono';
import type { Newsletter } from '../config/newsletter.ts';
import { formFields } from './form.ts';
import { moveWording } from './move-wording.ts';
import { Alert, Both, type Language, OneButton, renderPage, type Words } from './page.tsx';
import { type Shown, shownIn } from './sentence.tsx';
import { type Spoken, spokenTo } from './spoken.ts';
import { takeBackWords as words } from './take-back-words.ts';
import { gonePage, noticePage, troublePage } from './trouble.tsx';
import { sentenceWords } from './words.ts';

type Place = { readonly newsletter: string; readonly language: 'fr' | 'en' };
/** stopped: they are back, and complained since. */
type Stopped = { readonly kind: 'over' | 'gone' | 'barred' | 'stopped' | 'invalid' };

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
  readonly takeBack: (
    token: string,
    shown: Shown,
  ) => Promise<({ readonly kind: 'back' | 'already' } & Place) | Stopped>;
};

export function takeBackPages(steps: TakeBackSteps): Hono {
  return new Hono()
    .get('/b/:token', async (context) => {
      const found = await steps.waitingBack(context.req.param('token'));
      if (found.kind === 'waiting') return askPage(context, await spokenTo(steps, found), found, null);
      return answerPage(context, steps, found);
    })
    .post('/b/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'take_back') return troublePage(context, 'notUnderstood');
      const token = context.req.param('token');
      const found = await steps.waitingBack(token);
      if (found.kind !== 'waiting') return answerPage(context, steps, found);
      const spoken = await spokenTo(steps, found);
      const wording = moveWording(spoken);
      if (wording === null) return troublePage(context, 'fault');
      const shown = shownIn(context, fields, wording);
      if (shown === null) return askPage(context, spoken, found, sentenceWords.again);
      return answerPage(context, steps, await steps.takeBack(token, shown));
    });
}

function answerPage(
  context: Context,
  steps: TakeBackSteps,
  found: ({ readonly kind: 'back' | 'already' } & Place) | Stopped,
): Response | Promise<Response> {
  return 'newsletter' in found ? donePage(context, steps, found) : stoppedPage(context, found);
}

function stoppedPage(context: Context, { kind }: Stopped): Response {
  if (kind === 'gone') return gonePage(context);
  if (kind === 'barred') return noticePage(context, words.barred, 409);
  if (kind === 'stopped') return noticePage(context, words.stopped, 200);
  return kind === 'over' ? noticePage(context, words.over, 404) : troublePage(context, 'badLink');
}

function askPage(
  context: Context,
  spoken: Spoken,
  place: { readonly maskedAddress: string },
  trouble: Words | null,
): Response {
  const { newsletter, language } = spoken;
  const title = words.title[language];
  const agrees = moveWording(spoken);
  const children = (
    <>
      <h1>{title}</h1>
      {trouble && <Alert say={trouble} language={language} />}
      <p>
        {words.former[language]} <span className="address">{place.maskedAddress}</span>
      </p>
      <Both say={words.explain} language={language} />
      {agrees && <OneButton action="take_back" say={words.take} language={language} agrees={agrees} />}
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), trouble ? 422 : 200);
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

/** A page that waits until the days of a move are over. */
export function movedLatelyPage(
  context: Context,
  { title, text }: { readonly title: Words; readonly text: (day: Words) => Words },
  until: Date,
  /** Of the preferences from which they came. */
  token: string | null,
): Response {
  const day = (locale: string) =>
    until.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Europe/Paris' });
  const days: Readonly<Record<Language, string>> = {
    fr: day('fr-FR').replace(/^1 /, '1er '),
    en: day('en-GB'),
  };
  return noticePage(context, { title, text: text(days) }, 409, token);
}
