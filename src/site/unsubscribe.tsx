/** /u/:token, the way out of every letter: GET shows a page, because scanners follow links; POST acts (RFC 8058). */

import { type Context, Hono } from 'hono';
import type { ChoiceResult } from '../audience/choices.ts';
import { offeredTo } from '../audience/offer.ts';
import type { PauseResult } from '../audience/pause.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import { calmerThan } from '../audience/rhythm.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { AllPreferences } from './all-preferences.tsx';
import { closedPage, type Instead } from './closed.tsx';
import { closedWords } from './closed-words.ts';
import { FewerOffer, fewerWording, OtherChoices } from './fewer.tsx';
import { formFields } from './form.ts';
import { comeBackWording, leftPage } from './left.tsx';
import { type Opened, openedBy } from './opened.ts';
import { Alert, Both, Heading, OneButton, renderPage, type Words } from './page.tsx';
import { PausedUntil, PauseOffer } from './pause.tsx';
import { fewerWords, reasonWords } from './preference-words.ts';
import { type Shown, shownIn } from './sentence.tsx';
import { type Spoken, spokenTo } from './spoken.ts';
import { gonePage, troublePage } from './trouble.tsx';
import { leaveWords, pauseWords, sentenceWords } from './words.ts';

export type UnsubscribeNeeds = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly unsubscribe: (token: string, how: 'one_click' | 'page') => Promise<ChoiceResult>;
  /** Nobody joins it any more: its settings close it, or are gone. */
  readonly closed: (newsletter: string) => Promise<boolean>;
  readonly resubscribe: (token: string, shown: Shown) => Promise<ChoiceResult>;
  /** This letter no longer, that calmer one instead. */
  readonly lighten: (token: string, calmer: string, shown: Shown) => Promise<ChoiceResult>;
  readonly tellReason: (token: string, reason: string) => Promise<{ readonly kind: 'told' | 'invalid' }>;
  /** The token of the same reader's preferences; null: there is no such reader. */
  readonly preferencesOf: (token: string) => string | null;
  /** until null: the pause ends now. */
  readonly pause: (token: string, until: string | null) => Promise<PauseResult>;
  readonly now: () => Date;
};

export function unsubscribePages(needs: UnsubscribeNeeds): Hono {
  return new Hono()
    .get('/u/:token', (context) => showPage(context, needs, null))
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
          return comeBack(context, needs, fields ?? new URLSearchParams());
        case 'fewer':
          return takeFewer(context, needs, fields ?? new URLSearchParams());
        case 'reason':
          return showThanks(context, await needs.tellReason(token, fields?.get('reason') ?? ''), needs);
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

async function showPage(context: Context, needs: UnsubscribeNeeds, trouble: Words | null): Promise<Response> {
  const opened = await openedBy(context, needs);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, language } = spoken;
  const title = titleOf(spoken, seen.newsletter);
  const state = seen.subscriptions[seen.newsletter];
  const closed = await closedFor(needs, opened);
  if (state === undefined || state === 'unsubscribed')
    return context.html(leftPage(spoken, title, { closed }));
  const words = leaveWords.ask(title);
  const day = seen.paused[seen.newsletter];
  const calmer = calmerFor(spoken, seen);
  const preferences = needs.preferencesOf(token);
  return context.html(
    renderPage({
      title: words[language],
      language,
      newsletter,
      children: (
        <>
          <h1>{words[language]}</h1>
          {trouble && <Alert say={trouble} language={language} />}
          <p>
            {language === 'fr' ? 'Adresse' : 'Address'} <span className="address">{seen.maskedAddress}</span>
          </p>
          <Both say={leaveWords.explain} language={language} />
          {closed && <Both say={closedWords.beforehand} language={language} />}
          <OneButton action="unsubscribe" say={leaveWords.leave} language={language} />
          {calmer && <FewerOffer calmer={calmer} instead={title} language={language} />}
          {day && <PausedUntil day={day} language={language} />}
          {!day && state === 'active' && <PauseOffer today={needs.now()} language={language} />}
          {preferences && <OtherChoices preferences={preferences} language={language} />}
        </>
      ),
    }),
    trouble ? 422 : 200,
  );
}

/** null: the letter may be joined. Else what this reader does not have and may. */
async function closedFor(needs: UnsubscribeNeeds, { token, seen, spoken }: Opened): Promise<Instead | null> {
  if (!(await needs.closed(seen.newsletter))) return null;
  const others = spoken.newsletters.filter(
    ({ name, sign_up }) => sign_up.open && seen.subscriptions[name] !== 'active',
  );
  return { letters: others, preferences: needs.preferencesOf(token) };
}

/** The calmer letter of the same paper, where they may join it. */
function calmerFor(
  { newsletters }: Spoken,
  { newsletter, subscriptions }: Extract<ReaderSeen, { kind: 'reader' }>,
): Newsletter | null {
  const calmer = calmerThan(newsletters, newsletter);
  return calmer && (offeredTo([calmer], subscriptions)[0] ?? null);
}

/** The page again, with the pause it now shows. */
async function showPause(context: Context, result: PauseResult, needs: UnsubscribeNeeds): Promise<Response> {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  if (result.kind !== 'not_a_day') return showPage(context, needs, null);
  const { newsletter, language } = await about(context, needs, result.newsletter);
  const title = pauseWords.notADay[language];
  const children = (
    <>
      <Heading words={pauseWords.notADay} language={language} />
      <PauseOffer today={needs.now()} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), 422);
}

/** «Me réabonner», under the sentence that stood above it. */
async function comeBack(
  context: Context,
  needs: UnsubscribeNeeds,
  fields: URLSearchParams,
): Promise<Response> {
  const opened = await openedBy(context, needs);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const title = titleOf(spoken, seen.newsletter);
  const wording = comeBackWording(spoken, title);
  if (wording === null) return troublePage(context, 'fault');
  // In a second tab they came back already: that page would tell them that they receive nothing.
  if (seen.subscriptions[seen.newsletter] === 'active')
    return showResult(context, { kind: 'already', newsletter: seen.newsletter }, needs, leaveWords.back);
  const closed = await closedFor(needs, opened);
  if (closed)
    return context.html(
      closedPage(spoken.newsletter, { title, language: spoken.language, instead: closed }),
      410,
    );
  const shown = shownIn(context, fields, wording);
  if (shown === null) return context.html(leftPage(spoken, title, { trouble: sentenceWords.again }), 422);
  return showResult(context, await needs.resubscribe(token, shown), needs, leaveWords.back);
}

async function takeFewer(
  context: Context,
  needs: UnsubscribeNeeds,
  fields: URLSearchParams,
): Promise<Response> {
  const opened = await openedBy(context, needs);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const calmer = calmerFor(spoken, seen);
  if (calmer === null) {
    const sister = calmerThan(spoken.newsletters, seen.newsletter);
    if (sister === null) return troublePage(context, 'notUnderstood');
    return showPage(context, needs, closedWords.noFewer(typeset(sister.title, spoken.language)));
  }
  const wording = fewerWording(calmer, titleOf(spoken, seen.newsletter), spoken.language);
  const shown = shownIn(context, fields, wording);
  if (shown === null) return showPage(context, needs, sentenceWords.again);
  const result = await needs.lighten(token, calmer.name, shown);
  return showResult(context, result, needs, () => fewerWords.done(typeset(calmer.title, spoken.language)));
}

async function showThanks(
  context: Context,
  told: { readonly kind: 'told' | 'invalid' },
  needs: UnsubscribeNeeds,
): Promise<Response> {
  const seen = await needs.seen(context.req.param('token') ?? '');
  if (told.kind === 'invalid' || seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  const { newsletter, language } = await spokenTo(needs, seen);
  const children = <Heading words={reasonWords.thanks} language={language} />;
  return context.html(renderPage({ title: reasonWords.thanks[language], language, newsletter, children }));
}

async function showResult(
  context: Context,
  result: ChoiceResult,
  needs: UnsubscribeNeeds,
  done: (title: string) => Words,
): Promise<Response> {
  if (result.kind === 'invalid') return troublePage(context, 'badLink');
  if (result.kind === 'gone') return gonePage(context);
  const spoken = await about(context, needs, result.newsletter);
  const { newsletter, language } = spoken;
  const title = titleOf(spoken, result.newsletter);
  const words = result.kind === 'suppressed' ? leaveWords.suppressed : done(title);
  const preferences = needs.preferencesOf(context.req.param('token') ?? '');
  if (done === leaveWords.left) {
    // Who has just left is not offered more letters.
    const closed = (await needs.closed(result.newsletter)) ? { letters: [], preferences: null } : null;
    return context.html(leftPage(spoken, title, { justLeft: true, closed }));
  }
  const children = (
    <>
      <Heading words={words} language={language} />
      {result.kind !== 'suppressed' && <Both say={leaveWords.thanks} language={language} />}
      {preferences && <AllPreferences token={preferences} language={language} />}
    </>
  );
  return context.html(renderPage({ title: words[language], language, newsletter, children }));
}

/** After a choice, in the reader's own language. */
async function about(context: Context, needs: UnsubscribeNeeds, newsletter: string): Promise<Spoken> {
  const seen = await needs.seen(context.req.param('token') ?? '');
  return spokenTo(needs, { newsletter, language: seen.kind === 'reader' ? seen.language : null });
}

/** A newsletter whose settings are gone or broken can still be left. */
function titleOf({ newsletter, language }: Spoken, name: string): string {
  return typeset(newsletter?.title ?? name, language);
}
