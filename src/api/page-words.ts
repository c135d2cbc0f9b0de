/** The words of the API's page, French and English. */
import type { Words } from '../site/page.tsx';

export const pageWords = {
  title: { fr: 'L’API de vos lettres', en: 'The API of your newsletters' },
  intro: {
    fr: 'Pour les programmes : lecteurs, segments, numéros, chiffres, et un mot à chaque événement.',
    en: 'For programs: readers, segments, issues, figures, and a word at each event.',
  },
  description: { fr: 'Description OpenAPI 3.1', en: 'OpenAPI 3.1 description' },
  begin: { fr: 'Commencer', en: 'Begin' },
  token: {
    fr: 'L’exploitant fabrique un jeton ; il n’est montré qu’une fois. Chaque demande le porte.',
    en: 'The operator makes a token; it is shown once. Every request carries it.',
  },
  rules: { fr: 'Les règles', en: 'The rules' },
  routes: { fr: 'Les adresses', en: 'The addresses' },
  problems: { fr: 'Les refus', en: 'What is refused' },
  problemsIntro: {
    fr: 'Chaque refus est un objet application/problem+json (RFC 9457) ; son type mène ici.',
    en: 'Each refusal is an application/problem+json object (RFC 9457); its type leads here.',
  },
  open: { fr: 'sans jeton', en: 'no token' },
  other: { fr: 'This page in English', en: 'Cette page en français' },
} as const satisfies Readonly<Record<string, Words>>;

export const groupWords: Readonly<Record<string, Words>> = {
  newsletters: { fr: 'Lettres', en: 'Newsletters' },
  subscribers: { fr: 'Lecteurs', en: 'Readers' },
  segments: { fr: 'Segments', en: 'Segments' },
  issues: { fr: 'Numéros', en: 'Issues' },
  webhooks: { fr: 'Webhooks', en: 'Webhooks' },
};

export const ruleWords: readonly Words[] = [
  {
    fr: 'Les listes viennent page par page : « next » est l’« after » de la page suivante.',
    en: 'Lists come page by page: “next” is the “after” of the next page.',
  },
  {
    fr: 'Un POST peut porter Idempotency-Key : répété sous la même clé pendant 24 heures, il est fait une fois.',
    en: 'A POST may carry Idempotency-Key: repeated under the same key within 24 hours, it is done once.',
  },
  {
    fr: '600 demandes par minute et par jeton ; RateLimit dit ce qui reste, Retry-After combien attendre.',
    en: '600 requests a minute for each token; RateLimit says what is left, Retry-After how long to wait.',
  },
  {
    fr: 'Une adresse reçoit au plus trois lettres de confirmation par heure et cinq par jour ; la réponse est la même ensuite.',
    en: 'An address gets at most three confirmation letters an hour and five a day; the answer is the same afterwards.',
  },
  {
    fr: 'Les webhooks sont signés comme le dit standardwebhooks.com (v1) : vérifiez webhook-signature avec le secret whsec_…, et refusez un webhook-timestamp vieux de plus de cinq minutes.',
    en: 'Webhooks are signed as standardwebhooks.com says (v1): verify webhook-signature with the secret whsec_…, and refuse a webhook-timestamp older than five minutes.',
  },
  {
    fr: 'Un jeton limité à des lettres ne voit que leurs lecteurs et leurs numéros.',
    en: 'A token limited to newsletters sees only their readers and issues.',
  },
  {
    fr: 'Qui écrit sans subscribers:read apprend quel lecteur c’était, par son id, et rien d’autre ; un webhook qui dit l’adresse ne se change pas sans lui, et son journal ne se lit pas.',
    en: 'Who writes without subscribers:read learns which reader it was, by the id, and nothing else; a webhook that tells addresses is neither changed nor its log read without it.',
  },
];
