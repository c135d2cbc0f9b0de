/** /u/:token, the way out of every letter: GET shows a page, because scanners follow links; POST acts (RFC 8058). */
import { type Context, Hono } from 'hono';
import type { ChoiceResult } from '../audience/choices.ts';
import type { PauseResult } from '../audience/pause.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { formFields } from './form.ts';
import { Both, OneButton, renderPage } from './page.tsx';
import { PausedUntil, PauseOffer } from './pause.tsx';
import { gonePage, troublePage } from './trouble.tsx';
import { leaveWords, pauseWords } from './words.ts';

export type UnsubscribeNeeds = {
  readonly newsletter: (name: string) => Promise<Newsletter | null>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly unsubscribe: (token: string, how: 'one_click' | 'page') => Promise<ChoiceResult>;
  readonly resubscribe: (token: string) => Promise<ChoiceResult>;
  /** until null: the pause ends now. */
  readonly pause: (token: string, until: string | null) => Promise<PauseResult>;
  readonly now: () => Date;
};

export function unsubscribePages(needs: UnsubscribeNeeds): Hono {
  return new Hono()
    .get('/u/:token', (context) => showPage(context, needs))
    .post('/u/:token', async (context) => {
      const token = context.req.param('token');
      const fields = await formFields(context);
      const action = fields?.get('action') ?? (isOneClick(fields) ? 'one-click' : 'unknown');
      switch (action) {
        case 'one-click':
          return oneClick(context, await needs.unsubscribe(token, 'one_click'));
        case 'unsubscribe':
          return showResult(context, await needs.unsubscribe(token, 'page'), needs, leaveWords.left);
        case 'resubscribe':
          return showResult(context, await needs.resubscribe(token), needs, leaveWords.back);
        case 'pause':
          return showPause(context, await needs.pause(token, fields?.get('until') ?? ''), needs);
        case 'resume':
          return showPause(context, await needs.pause(token, null), needs);
        default:
          return troublePage(context, 'notUnderstood');
      }
    });
}

/** An empty body counts too: some mail programs send none, and nobody else POSTs to a reader's own address. */
function isOneClick(fields: URLSearchParams | null): boolean {
  if (fields === null) return false;
  return fields.size === 0 || fields.get('List-Unsubscribe')?.toLowerCase() === 'one-click';
}

/** A machine of the mailbox provider asks: it reads the status only. */
function oneClick(context: Context, result: ChoiceResult): Response {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  return context.text('Désabonnement enregistré. Unsubscribed.\n');
}

async function showPage(context: Context, needs: UnsubscribeNeeds): Promise<Response> {
  const seen = await needs.seen(context.req.param('token') ?? '');
  if (seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  const { newsletter, title, language } = await about(needs, seen.newsletter);
  const state = seen.subscriptions[seen.newsletter];
  if (state === undefined || state === 'unsubscribed')
    return context.html(leftPage({ newsletter, title, language, words: leaveWords.already(title) }));
  const words = leaveWords.ask(title);
  const day = seen.paused[seen.newsletter];
  return context.html(
    renderPage({
      title: words[language],
      language,
      newsletter,
      children: (
        <>
          <h1>{words[language]}</h1>
          <p>
            {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
          </p>
          <Both say={leaveWords.explain} language={language} />
          <OneButton action="unsubscribe" say={leaveWords.leave} language={language} />
          {day && <PausedUntil day={day} language={language} />}
          {!day && state === 'active' && <PauseOffer today={needs.now()} language={language} />}
        </>
      ),
    }),
  );
}

/** The page again, with the pause it now shows. */
async function showPause(context: Context, result: PauseResult, needs: UnsubscribeNeeds): Promise<Response> {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  if (result.kind !== 'not_a_day') return showPage(context, needs);
  const { newsletter, language } = await about(needs, result.newsletter);
  const title = pauseWords.notADay[language];
  const children = (
    <>
      <Heading words={pauseWords.notADay} language={language} />
      <PauseOffer today={needs.now()} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), 422);
}

async function showResult(
  context: Context,
  result: ChoiceResult,
  needs: UnsubscribeNeeds,
  done: typeof leaveWords.left,
): Promise<Response> {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  if (result.kind === 'gone') return gonePage(context);
  const { newsletter, title, language } = await about(needs, result.newsletter);
  const words = result.kind === 'suppressed' ? leaveWords.suppressed : done(title);
  if (done === leaveWords.left) return context.html(leftPage({ newsletter, title, language, words }));
  const thanks = result.kind === 'suppressed' ? null : <Both say={leaveWords.thanks} language={language} />;
  const heading = <Heading words={words} language={language} />;
  const children = (
    <>
      {heading}
      {thanks}
    </>
  );
  return context.html(renderPage({ title: words[language], language, newsletter, children }));
}

type About = {
  readonly newsletter: Newsletter | null;
  readonly title: string;
  readonly language: 'fr' | 'en';
};

/** A newsletter whose settings are gone or broken can still be left. */
async function about(needs: UnsubscribeNeeds, name: string): Promise<About> {
  const newsletter = await needs.newsletter(name);
  const language = newsletter?.language ?? 'fr';
  return { newsletter, title: typeset(newsletter?.title ?? name, language), language };
}

function leftPage({
  newsletter,
  language,
  words,
}: About & { readonly words: { fr: string; en: string } }): string {
  const children = (
    <>
      <Heading words={words} language={language} />
      <Both say={leaveWords.underWay} language={language} />
      <p>{leaveWords.mistake[language]}</p>
      <OneButton action="resubscribe" say={leaveWords.comeBack} language={language} quiet />
    </>
  );
  return renderPage({ title: words[language], language, newsletter, children });
}

function Heading({ words, language }: { words: { fr: string; en: string }; language: 'fr' | 'en' }) {
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
