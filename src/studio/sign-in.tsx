/** The pages before the door: ask for a link, open it, leave. */
import { Hono } from 'hono';
import { readerNetwork } from '../audience/network.ts';
import { type AskOutcome, linkMinutes } from '../desk/sign-in.ts';
import { cardPage } from './card-page.tsx';
import { dropCookie, readCookie, writeCookie } from './cookies.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { PostForm } from './page.tsx';
import { troublePage } from './trouble.tsx';
import { takeWanted } from './wanted.ts';

export type SignInSteps = {
  /** Whether the studio is reached over https. */
  readonly secure: boolean;
  readonly ask: (email: string, browser: string, network: string) => Promise<AskOutcome | 'no_relay'>;
  readonly enter: (
    token: string,
    browser: string,
  ) => Promise<{ readonly session: string; readonly until: Date } | null>;
  readonly leave: (session: string) => Promise<void>;
  readonly speak: (editor: number, language: 'fr' | 'en') => Promise<void>;
};

export function signInPages(steps: SignInSteps): Hono<StudioEnv> {
  const { secure } = steps;
  return new Hono<StudioEnv>()
    .get('/sign-in', (context) =>
      context.get('visit').editor ? context.redirect('/studio') : askPage(context),
    )
    .post('/sign-in', async (context) => {
      const email = context.get('fields').get('email') ?? '';
      const browser = readCookie(context, 'browser', secure);
      if (browser === null) return troublePage(context, 'staleForm');
      return answerAsk(context, await steps.ask(email, browser, networkOf(context)));
    })
    .get('/enter/:token', enterPage)
    .post('/enter/:token', async (context) => {
      const browser = readCookie(context, 'browser', secure);
      const entered = browser && (await steps.enter(context.req.param('token'), browser));
      if (!entered) return troublePage(context, 'badLink');
      writeCookie(context, 'session', entered.session, { secure, expires: entered.until });
      return context.redirect(takeWanted(context), 303);
    })
    .post('/leave', async (context) => {
      const session = readCookie(context, 'session', secure);
      if (session !== null) await steps.leave(session);
      dropCookie(context, 'session', secure);
      return context.redirect('/studio/sign-in', 303);
    })
    .post('/language', async (context) => {
      const { editor } = context.get('visit');
      const language = context.get('fields').get('language') === 'en' ? 'en' : 'fr';
      if (editor) await steps.speak(editor.id, language);
      return context.redirect('/studio', 303);
    });
}

function answerAsk(context: StudioContext, outcome: AskOutcome | 'no_relay'): Response {
  const { say } = context.get('visit');
  switch (outcome) {
    case 'posted_if_known':
      return postedPage(context);
    case 'too_often':
      return troublePage(context, 'tooOften');
    case 'not_an_address':
      return askPage(
        context,
        say(
          'Ce n’est pas une adresse complète, comme prenom@journal.fr.',
          'This is not a whole address, such as name@paper.org.',
        ),
      );
    case 'no_relay':
      return askPage(
        context,
        say(
          'Aucune lettre ne peut partir d’ici : demandez un lien à l’exploitant (hebdo editors link).',
          'No letter can leave from here: ask the operator for a link (hebdo editors link).',
        ),
      );
    default:
      return outcome satisfies never;
  }
}

function askPage(context: StudioContext, trouble?: string): Response {
  const visit = context.get('visit');
  const { say } = visit;
  const title = say('Entrer dans le studio', 'Enter the studio');
  return cardPage(
    context,
    { title, status: trouble === undefined ? 200 : 422 },
    <>
      <p>
        {say(
          'Pas de mot de passe : un lien vous est envoyé. Ouvrez-le dans ce navigateur.',
          'No password: a link is sent to you. Open it in this browser.',
        )}
      </p>
      {trouble && (
        <div className="said bad" role="alert">
          <p>{trouble}</p>
        </div>
      )}
      <PostForm visit={visit} action="/studio/sign-in">
        <p className="field">
          <label htmlFor="email">{say('Votre adresse à la rédaction', 'Your address at the paper')}</label>
          <input type="email" id="email" name="email" required autoComplete="email" />
        </p>
        <button type="submit">{say('M’envoyer le lien', 'Send me the link')}</button>
      </PostForm>
    </>,
  );
}

function postedPage(context: StudioContext): Response {
  const visit = context.get('visit');
  const title = visit.say('Regardez votre courrier', 'Look at your mail');
  return cardPage(
    context,
    { title },
    <>
      <p>
        {visit.say(
          `Si cette adresse est celle d’un membre de la rédaction, un lien y arrive. Il sert une fois, pendant ${linkMinutes} minutes, dans ce navigateur.`,
          `If this address belongs to somebody of the desk, a link is on its way. It works once, for ${linkMinutes} minutes, in this browser.`,
        )}
      </p>
      <p>
        <a href="/studio/sign-in">{visit.say('Demander un autre lien', 'Ask for another link')}</a>
      </p>
    </>,
  );
}

/** GET uses nothing up: programs that look at letters follow links. */
function enterPage(context: StudioContext): Response {
  const visit = context.get('visit');
  const title = visit.say('Vous y êtes presque', 'Nearly there');
  return cardPage(
    context,
    { title },
    <PostForm visit={visit} action={`/studio/enter/${encodeURIComponent(context.req.param('token') ?? '')}`}>
      <button type="submit">{visit.say('Entrer dans le studio', 'Enter the studio')}</button>
    </PostForm>,
  );
}

/** Behind a proxy of the house everybody comes from one machine: the network that it tells counts. */
function networkOf(context: StudioContext): string {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const peer = env?.incoming?.socket?.remoteAddress;
  return readerNetwork(peer, context.req.header('x-forwarded-for')) ?? 'unknown';
}
