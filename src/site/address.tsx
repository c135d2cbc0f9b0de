/** /p/:token/address asks for a new address; /a/:token is the button of the letter sent there. GET shows, POST acts. */
import { type Context, Hono } from 'hono';
import type { MoveOutcome } from '../audience/move.ts';
import type { ReaderSeen } from '../audience/reader-page.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { AddressField, DoubtAsked } from './address-field.tsx';
import { formFields } from './form.ts';
import { Both, type Language, OneButton, renderPage, Submit, type Words } from './page.tsx';
import { peerOf } from './peer.ts';
import { moveWords as words } from './preference-words.ts';
import { signUpWords } from './sign-up-words.ts';
import { type Spoken, spokenTo } from './spoken.ts';
import { movedLatelyPage } from './take-back.tsx';
import { movedLatelyWords as lately } from './take-back-words.ts';
import { gonePage, noticePage, overPage, troublePage } from './trouble.tsx';

export type MoveSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly seen: (token: string) => Promise<ReaderSeen>;
  readonly ask: (
    token: string,
    asked: {
      readonly email: string;
      readonly asWritten: boolean;
      readonly language: 'fr' | 'en';
      readonly peer: string | undefined;
      readonly forwarded: string | undefined;
    },
  ) => Promise<MoveOutcome>;
  /** null: unknown, done or over. */
  readonly waiting: (token: string) => Promise<MovePlace | null>;
  readonly move: (
    token: string,
  ) => Promise<({ readonly kind: 'moved' } & MovePlace) | { readonly kind: 'taken' | 'over' }>;
};
type MovePlace = {
  readonly newsletter: string;
  readonly language: 'fr' | 'en';
  readonly maskedAddress: string;
};

export function movePages(steps: MoveSteps): Hono {
  return new Hono()
    .get('/p/:token/address', (context) => askPage(context, steps, null))
    .post('/p/:token/address', (context) => ask(context, steps))
    .get('/a/:token', async (context) => {
      const waiting = await steps.waiting(context.req.param('token'));
      return waiting === null ? overPage(context) : confirmPage(context, steps, waiting);
    })
    .post('/a/:token', async (context) => {
      const fields = await formFields(context);
      if (fields?.get('action') !== 'move') return troublePage(context, 'notUnderstood');
      const moved = await steps.move(context.req.param('token'));
      if (moved.kind !== 'moved')
        return moved.kind === 'over' ? overPage(context) : noticePage(context, words.taken, 409);
      return donePage(context, await spokenTo(steps, moved), words.done, words.doneText);
    });
}

async function ask(context: Context, steps: MoveSteps): Promise<Response> {
  const fields = await formFields(context);
  if (fields?.get('action') !== 'ask') return troublePage(context, 'notUnderstood');
  const token = context.req.param('token') ?? '';
  const seen = await steps.seen(token);
  if (seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  const spoken = await spokenTo(steps, seen);
  const email = fields.get('email') ?? '';
  const outcome = await steps.ask(token, {
    email,
    asWritten: fields.has('as_written'),
    language: spoken.language,
    peer: peerOf(context),
    forwarded: context.req.header('x-forwarded-for'),
  });
  switch (outcome.kind) {
    case 'asked':
      return donePage(context, spoken, signUpWords.asked, words.askedText, email.trim());
    case 'not_an_address':
      return askPage(context, steps, { say: signUpWords.notAnAddress, email });
    case 'doubtful':
      return doubtPage(context, spoken, outcome);
    case 'moved_lately':
      return movedLatelyPage(context, { title: lately.title, text: lately.move }, outcome.until);
    case 'too_often':
      return troublePage(context, 'tooOften');
    case 'gone':
      return gonePage(context);
    case 'invalid':
      return troublePage(context, 'badLink');
    default:
      return outcome satisfies never;
  }
}

async function askPage(
  context: Context,
  steps: MoveSteps,
  trouble: { readonly say: Words; readonly email: string } | null,
): Promise<Response> {
  const seen = await steps.seen(context.req.param('token') ?? '');
  if (seen.kind === 'invalid') return troublePage(context, 'badLink');
  if (seen.kind === 'gone') return gonePage(context);
  const { newsletter, language } = await spokenTo(steps, seen);
  const title = words.title[language];
  const children = (
    <>
      <h1>{title}</h1>
      {trouble && (
        <div className="state" role="alert">
          <Both say={trouble.say} language={language} />
        </div>
      )}
      <p>
        {words.now[language]} <span className="address">{seen.maskedAddress}</span>
      </p>
      <Both say={words.explain} language={language} />
      <AskForm typed={trouble?.email} language={language} />
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

async function confirmPage(context: Context, steps: MoveSteps, place: MovePlace): Promise<Response> {
  const { newsletter, language } = await spokenTo(steps, place);
  const title = words.confirmTitle[language];
  const children = (
    <>
      <h1>{title}</h1>
      <p>
        {words.email[language]} <span className="address">{place.maskedAddress}</span>
      </p>
      <Both say={words.confirmExplain} language={language} />
      <OneButton action="move" say={words.confirm} language={language} />
    </>
  );
  return context.html(renderPage({ title, language, newsletter, children }));
}

/** email: as it was typed, so that a slip is seen. */
function donePage(
  context: Context,
  { newsletter, language }: Spoken,
  title: Words,
  text: Words,
  email?: string,
): Response {
  const children = (
    <>
      <h1>{title[language]}</h1>
      {email && (
        <p>
          <span className="address">{email}</span>
        </p>
      )}
      <Both say={text} language={language} />
    </>
  );
  return context.html(renderPage({ title: title[language], language, newsletter, children }));
}
