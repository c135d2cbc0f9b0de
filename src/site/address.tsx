/** /p/:token/address asks for a new address; /a/:token is the button of the letter sent there. GET shows, POST acts. */

import { type Context, Hono } from 'hono';
import type { MoveOutcome } from '../audience/move.ts';
import type { Lately, MoverStopped } from '../audience/mover.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { AddressField, DoubtAsked } from './address-field.tsx';
import { AllPreferences } from './all-preferences.tsx';
import { formFields } from './form.ts';
import { moveWording } from './move-wording.ts';
import { openedBy } from './opened.ts';
import { Alert, Both, type Language, OneButton, renderPage, Submit, type Words } from './page.tsx';
import { type Caller, callerOf } from './peer.ts';
import { moveWords as words } from './preference-words.ts';
import { type Shown, shownIn } from './sentence.tsx';
import { signUpWords } from './sign-up-words.ts';
import { type Spoken, spokenTo } from './spoken.ts';
import { movedLatelyPage } from './take-back.tsx';
import { movedLatelyWords as lately } from './take-back-words.ts';
import { gonePage, noticePage, overPage, troublePage } from './trouble.tsx';
import { sentenceWords } from './words.ts';

export type MoveSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  /** Looks, and changes nothing. mover: a new address may be asked for. */
  readonly mayAsk: (token: string) => Promise<{ readonly kind: 'mover' } | MoverStopped>;
  readonly ask: (
    token: string,
    asked: Caller & {
      readonly email: string;
      readonly asWritten: boolean;
      readonly language: 'fr' | 'en';
    },
  ) => Promise<MoveOutcome>;
  /** over: it is unknown, too, or done. barred: they complained since they asked. */
  readonly waiting: (
    token: string,
  ) => Promise<({ readonly kind: 'waiting' } & MovePlace) | { readonly kind: 'barred' | 'over' }>;
  readonly move: (
    token: string,
    shown: Shown,
  ) => Promise<({ readonly kind: 'moved' } & MovePlace) | { readonly kind: 'taken' | 'barred' | 'over' }>;
};
type MovePlace = {
  readonly newsletter: string;
  readonly language: 'fr' | 'en';
  readonly maskedAddress: string;
};

export function movePages(steps: MoveSteps): Hono {
  return new Hono()
    .get('/p/:token/address', async (context) => {
      const asks = await steps.mayAsk(context.req.param('token'));
      return asks.kind === 'mover' ? askPage(context, steps, null) : stoppedPage(context, asks);
    })
    .post('/p/:token/address', (context) => ask(context, steps))
    .get('/a/:token', async (context) => {
      const waiting = await steps.waiting(context.req.param('token'));
      return waiting.kind !== 'waiting'
        ? notWaitingPage(context, waiting)
        : confirmPage(context, await spokenTo(steps, waiting), waiting, null);
    })
    .post('/a/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'move') return troublePage(context, 'notUnderstood');
      const token = context.req.param('token');
      const waiting = await steps.waiting(token);
      if (waiting.kind !== 'waiting') return notWaitingPage(context, waiting);
      const spoken = await spokenTo(steps, waiting);
      const wording = moveWording(spoken);
      if (wording === null) return troublePage(context, 'fault');
      const shown = shownIn(context, fields, wording);
      if (shown === null) return confirmPage(context, spoken, waiting, sentenceWords.again);
      const moved = await steps.move(token, shown);
      if (moved.kind !== 'moved') return notWaitingPage(context, moved);
      return donePage(context, await spokenTo(steps, moved), { title: words.done, text: words.doneText });
    });
}

async function ask(context: Context, steps: MoveSteps): Promise<Response> {
  const fields = await formFields(context);
  if (fields?.get('action') !== 'ask') return troublePage(context, 'notUnderstood');
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, spoken } = opened;
  const email = fields.get('email') ?? '';
  const outcome = await steps.ask(token, {
    email,
    asWritten: fields.has('as_written'),
    language: spoken.language,
    ...callerOf(context),
  });
  switch (outcome.kind) {
    case 'asked':
      return donePage(context, spoken, {
        ...{ title: signUpWords.asked, text: words.askedText },
        ...{ email: email.trim(), token },
      });
    case 'not_an_address':
      return askPage(context, steps, { say: signUpWords.notAnAddress, email });
    case 'doubtful':
      return doubtPage(context, spoken, outcome);
    case 'too_often':
      return troublePage(context, 'tooOften');
    default:
      return stoppedPage(context, outcome);
  }
}

function stoppedPage(context: Context, stopped: MoverStopped): Response {
  const token = context.req.param('token') ?? null;
  switch (stopped.kind) {
    case 'moved_lately':
      return movedLatelyPage(context, latelyWords(stopped), stopped.until, token);
    case 'barred':
      return noticePage(context, words.barred, 409, token);
    case 'gone':
      return gonePage(context);
    case 'invalid':
      return troublePage(context, 'badLink');
    default:
      return stopped satisfies never;
  }
}

function notWaitingPage(
  context: Context,
  { kind }: { readonly kind: 'taken' | 'barred' | 'over' },
): Response {
  if (kind === 'over') return overPage(context);
  return noticePage(context, kind === 'taken' ? words.taken : words.barredSince, 409);
}

function latelyWords({ wayBack }: Lately) {
  if (wayBack === 'taken') return { title: lately.takenTitle, text: lately.taken };
  return { title: lately.title, text: wayBack === 'open' ? lately.move : lately.moveForgotten };
}

async function askPage(
  context: Context,
  steps: MoveSteps,
  trouble: { readonly say: Words; readonly email: string } | null,
): Promise<Response> {
  const opened = await openedBy(context, steps);
  if (opened instanceof Response) return opened;
  const { token, seen, spoken } = opened;
  const { newsletter, language } = spoken;
  const title = words.title[language];
  const children = (
    <>
      <h1>{title}</h1>
      {trouble && <Alert say={trouble.say} language={language} />}
      <p>
        {words.now[language]} <span className="address">{seen.maskedAddress}</span>
      </p>
      <Both say={words.explain} language={language} />
      <AskForm typed={trouble?.email} language={language} />
      <AllPreferences token={token} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), trouble ? 422 : 200);
}

function AskForm({ typed, language }: { readonly typed: string | undefined; readonly language: Language }) {
  return (
    <form method="post">
      <input type="hidden" name="action" value="ask" />
      <AddressField say={words.email} language={language} typed={typed} />
      <Submit say={words.ask} language={language} />
    </form>
  );
}

function doubtPage(
  context: Context,
  { newsletter, language }: Spoken,
  outcome: Extract<MoveOutcome, { kind: 'doubtful' }>,
): Response {
  const title = signUpWords.doubt[language];
  const children = (
    <>
      <h1>{title}</h1>
      <DoubtAsked
        about={outcome}
        form={<AskForm typed={undefined} language={language} />}
        sent={{ hidden: [['action', 'ask']], language }}
      />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }));
}

function confirmPage(context: Context, spoken: Spoken, place: MovePlace, trouble: Words | null): Response {
  const { newsletter, language } = spoken;
  const agrees = moveWording(spoken);
  const title = words.confirmTitle[language];
  const children = (
    <>
      <h1>{title}</h1>
      {trouble && <Alert say={trouble} language={language} />}
      <p>
        {words.email[language]} <span className="address">{place.maskedAddress}</span>
      </p>
      <Both say={words.confirmExplain} language={language} />
      {agrees && <OneButton action="move" say={words.confirm} language={language} agrees={agrees} />}
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }), trouble ? 422 : 200);
}

function donePage(
  context: Context,
  { newsletter, language }: Spoken,
  done: {
    readonly title: Words;
    readonly text: Words;
    /** As it was typed, so that a slip is seen. */
    readonly email?: string;
    /** Of the preferences from which they came. */
    readonly token?: string;
  },
): Response {
  const { title, text, email, token } = done;
  const children = (
    <>
      <h1>{title[language]}</h1>
      {email && (
        <p>
          <span className="address">{email}</span>
        </p>
      )}
      <Both say={text} language={language} />
      {token && <AllPreferences token={token} language={language} />}
    </>
  );
  return context.html(renderPage({ title: title[language], language, newsletter, children }));
}
