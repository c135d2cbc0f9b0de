/** Everything the API refuses with: RFC 9457 problems, each with a type that the API's page explains. */
import type { Words } from '../site/page.tsx';

export type FieldFault = {
  /** RFC 6901 pointer into the body, «#/email»; a parameter of the address as «?limit». */
  readonly field: string;
  readonly detail: string;
};

export const problems = {
  malformed: {
    status: 400,
    title: 'The body is not JSON',
    words: { fr: 'Le corps n’est pas du JSON.', en: 'The body is not JSON.' },
  },
  unauthorized: {
    status: 401,
    title: 'No valid token',
    words: {
      fr: 'Le jeton manque, est inconnu, révoqué ou expiré.',
      en: 'The token is missing, unknown, revoked or expired.',
    },
  },
  forbidden: {
    status: 403,
    title: 'The token does not allow this',
    words: {
      fr: 'Le jeton n’a pas ce droit, ou n’atteint pas cette lettre.',
      en: 'The token lacks the scope, or does not reach this newsletter.',
    },
  },
  not_found: {
    status: 404,
    title: 'Nothing is there',
    words: {
      fr: 'Rien à cette adresse, ou rien que ce jeton puisse voir.',
      en: 'Nothing at this address, or nothing that this token may see.',
    },
  },
  wrong_method: {
    status: 405,
    title: 'The address does not take this method',
    words: { fr: 'Cette adresse ne prend pas cette méthode.', en: 'The address does not take this method.' },
  },
  too_slow: {
    status: 408,
    title: 'The body did not arrive in time',
    words: {
      fr: 'Le corps n’est pas arrivé en dix secondes.',
      en: 'The body did not arrive in ten seconds.',
    },
  },
  conflict: {
    status: 409,
    title: 'It stands against what is stored',
    words: {
      fr: 'Cela contredit ce qui est enregistré ; le détail dit quoi.',
      en: 'It stands against what is stored; the detail says what.',
    },
  },
  suppressed: {
    status: 409,
    title: 'The address must not be written to',
    words: {
      fr: 'Cette adresse a été effacée, s’est plainte ou ne répond plus : seule la personne peut revenir.',
      en: 'The address was erased, complained or bounced: only its owner can come back.',
    },
  },
  key_at_work: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still at work',
    words: {
      fr: 'La première demande avec cette clé est en cours : répétez plus tard.',
      en: 'The first request with this key is still at work: repeat later.',
    },
  },
  too_large: {
    status: 413,
    title: 'The body is too large',
    words: { fr: 'Le corps dépasse 64 ko.', en: 'The body exceeds 64 kB.' },
  },
  wrong_type: {
    status: 415,
    title: 'The body must be application/json',
    words: { fr: 'Le corps doit être application/json.', en: 'The body must be application/json.' },
  },
  invalid: {
    status: 422,
    title: 'Something in the request is not right',
    words: {
      fr: 'Un champ n’est pas bon ; « errors » nomme chacun.',
      en: 'A field is not right; “errors” names each one.',
    },
  },
  key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    words: {
      fr: 'Cette clé a servi à une autre demande : prenez-en une neuve.',
      en: 'This key was used for another request: take a fresh one.',
    },
  },
  too_often: {
    status: 429,
    title: 'Too many requests',
    words: {
      fr: 'Trop de demandes : attendez le temps que dit Retry-After.',
      en: 'Too many requests: wait as long as Retry-After says.',
    },
  },
  fault: {
    status: 500,
    title: 'Something went wrong on our side',
    words: {
      fr: 'Une erreur de notre côté ; rien n’est promis, répétez avec la même clé.',
      en: 'A fault on our side; nothing is promised, repeat with the same key.',
    },
  },
  no_relay: {
    status: 503,
    title: 'No letter can be posted now',
    words: {
      fr: 'Aucun relais n’est configuré : rien ne peut être confirmé.',
      en: 'No relay is configured: nothing can be confirmed.',
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly status: number; readonly title: string; readonly words: Words }>
>;
export type ProblemName = keyof typeof problems;

/** Any route may answer these; a body adds its own. */
export const usualProblems: readonly ProblemName[] = ['unauthorized', 'forbidden', 'too_often', 'fault'];
export const bodyProblems: readonly ProblemName[] = [
  'malformed',
  'too_slow',
  'too_large',
  'wrong_type',
  'invalid',
];
export const keyProblems: readonly ProblemName[] = ['key_at_work', 'key_reused'];
