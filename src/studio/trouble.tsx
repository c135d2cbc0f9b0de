/** Pages for what was refused: each says why and what to do next, and none loses what a person typed. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ReactNode } from 'react';
import { refusedPage } from './card-page.tsx';
import type { StudioContext } from './env.ts';
import { KeptText } from './kept-text.tsx';
import type { Visit } from './page.tsx';

type Words = readonly [french: string, english: string];
type Trouble =
  | 'notFound'
  | 'notAllowed'
  | 'otherOrigin'
  | 'notUnderstood'
  | 'tooLarge'
  | 'fileTooLarge'
  | 'signedOut'
  | 'signedOutHere'
  | 'staleForm'
  | 'badLink'
  | 'tooOften'
  | 'fault';
type Answer = { readonly status: ContentfulStatusCode; readonly title: Words; readonly text: Words };

const troubles: Readonly<Record<Trouble, Answer>> = {
  notFound: {
    status: 404,
    title: ['Cette page n’existe pas', 'This page does not exist'],
    text: [
      'L’adresse est peut-être mal écrite, ou le numéro n’est pas encore préparé.',
      'The address may be misspelt, or the issue is not drafted yet.',
    ],
  },
  notAllowed: {
    status: 403,
    title: ['Votre rôle ne le permet pas', 'Your role does not allow this'],
    text: [
      'Rien n’a été changé. Demandez à votre rédaction en chef, ou à l’exploitant pour un autre rôle.',
      'Nothing was changed. Ask your chief editor, or the operator for another role.',
    ],
  },
  otherOrigin: {
    status: 403,
    title: ['Cette demande vient d’une autre page', 'This request came from another page'],
    text: [
      'Rien n’a été changé. Ouvrez le studio par son adresse et recommencez.',
      'Nothing was changed. Open the studio by its address and try again.',
    ],
  },
  notUnderstood: {
    status: 400,
    title: ['Cette demande n’a pas été comprise', 'This request was not understood'],
    text: [
      'Rien n’a été changé. Revenez en arrière et recommencez.',
      'Nothing was changed. Go back and try again.',
    ],
  },
  tooLarge: {
    status: 413,
    title: ['Cette demande est trop longue', 'This request is too large'],
    text: ['Rien n’a été changé : raccourcissez le texte.', 'Nothing was changed: shorten the text.'],
  },
  fileTooLarge: {
    status: 413,
    title: ['Ce fichier est trop lourd', 'This file is too large'],
    text: [
      'Rien n’a été gardé. Enregistrez l’image plus petite : 12 Mo au plus.',
      'Nothing was kept. Save the picture smaller: 12 MB at most.',
    ],
  },
  signedOut: {
    status: 401,
    title: ['Votre session est terminée', 'Your session has ended'],
    text: [
      'Rien n’a été enregistré, rien n’est perdu : votre texte est ci-dessous. Copiez-le, entrez de nouveau, collez-le.',
      'Nothing was saved and nothing is lost: your text is below. Copy it, sign in again, paste it.',
    ],
  },
  signedOutHere: {
    status: 401,
    title: ['Votre session est terminée', 'Your session has ended'],
    text: ['Rien n’a été changé. Entrez de nouveau.', 'Nothing was changed. Sign in again.'],
  },
  staleForm: {
    status: 403,
    title: ['Ce formulaire est d’une autre session', 'This form belongs to another session'],
    text: [
      'Rien n’a été enregistré, rien n’est perdu : votre texte est ci-dessous. Rechargez la page et collez-le.',
      'Nothing was saved and nothing is lost: your text is below. Reload the page and paste it.',
    ],
  },
  badLink: {
    status: 403,
    title: ['Ce lien n’ouvre rien', 'This link opens nothing'],
    text: [
      'Il sert une seule fois, pendant quinze minutes, dans le navigateur qui l’a demandé. Demandez-en un autre ici.',
      'It works once, for fifteen minutes, in the browser that asked for it. Ask for another one here.',
    ],
  },
  tooOften: {
    status: 429,
    title: ['Trop de demandes', 'Too many requests'],
    text: ['Réessayez dans quinze minutes.', 'Try again in fifteen minutes.'],
  },
  fault: {
    status: 500,
    title: ['Une erreur est survenue de notre côté', 'Something went wrong on our side'],
    text: [
      'Réessayez ; si elle revient, l’exploitant en trouve la raison dans le journal.',
      'Try again; if it comes back, the operator finds the reason in the log.',
    ],
  },
};

/** A form whose body was not read: what was typed waits in the browser, at the page that it came from. */
export function unreadPage(context: StudioContext, trouble: 'tooLarge' | 'fileTooLarge'): Response {
  const { say } = context.get('visit');
  const from = cameFrom(context);
  return tell(
    context,
    trouble,
    <>
      <p>{say(...troubles[trouble].text)}</p>
      {from && (
        <p>
          {say(
            'Ce que vous avez tapé n’est pas perdu : la page d’où vous venez vous le propose.',
            'What you typed is not lost: the page that you come from offers it.',
          )}{' '}
          <noscript>
            {say('Le bouton Retour de votre navigateur y ramène.', 'Your browser’s Back button leads there.')}
          </noscript>
        </p>
      )}
    </>,
    from,
  );
}

/** Path of the studio's page that sent the form. */
function cameFrom(context: StudioContext): string | null {
  const referer = context.req.header('referer') ?? '';
  if (!URL.canParse(referer)) return null;
  const { pathname, search } = new URL(referer);
  return pathname.startsWith('/studio/') ? `${pathname}${search}` : null;
}

export function troublePage(context: StudioContext, trouble: Trouble, reason?: string): Response {
  const { say } = context.get('visit');
  return tell(context, trouble, <p>{reason ?? say(...troubles[trouble].text)}</p>);
}

/** The same, with every text of the form that was refused. */
export function keepTextPage(context: StudioContext, trouble: Trouble): Response {
  const { say } = context.get('visit');
  return tell(
    context,
    trouble,
    <>
      <p>{say(...troubles[trouble].text)}</p>
      <KeptText fields={context.get('fields')} say={context.get('visit').say} />
    </>,
  );
}

function tell(
  context: StudioContext,
  trouble: Trouble,
  children: ReactNode,
  back: string | null = null,
): Response {
  const visit = context.get('visit');
  const { status, title } = troubles[trouble];
  return refusedPage(
    context,
    { title: visit.say(...title), status },
    <>
      {children}
      {back === null ? <WayOn visit={visit} /> : <WayBack to={back} visit={visit} />}
    </>,
  );
}

function WayBack({ to, visit }: { readonly to: string; readonly visit: Visit }) {
  return (
    <p>
      <a className="button" href={to}>
        {visit.say('Revenir à la page', 'Back to the page')}
      </a>
    </p>
  );
}

function WayOn({ visit }: { readonly visit: Visit }) {
  return (
    <p>
      <a className="button" href={visit.editor ? '/studio' : '/studio/sign-in'}>
        {visit.editor ? visit.say('Au bureau', 'To the desk') : visit.say('Entrer', 'Sign in')}
      </a>
    </p>
  );
}
