/** What the schema of newsletter.yaml asks of a value in words of our own: the name stands in the schema, the words here. */
import type { Say } from './say.ts';

/** The message of a rule of the schema, which its fault carries. */
export function wish(name: Wish): string {
  return name;
}

export function isWish(message: string): message is Wish {
  return Object.hasOwn(wishes, message);
}

export function wishInWords(name: Wish, say: Say): string {
  return say(...wishes[name]);
}

export type Wish = keyof typeof wishes;

const wishes = {
  identifier: [
    'il faut des lettres minuscules, des chiffres et des tirets',
    'expected lower-case letters, digits and hyphens',
  ],
  http_url: ['il faut une adresse en http ou https', 'expected an http or https address'],
  date: ['il faut une date comme 2023-03-28', 'expected a date such as 2023-03-28'],
  real_date: ['il faut un jour qui existe au calendrier', 'expected a day that the calendar has'],
  cron: [
    'il faut un motif cron de cinq champs, comme "0 6 * * 2"',
    'expected a cron pattern of five fields, such as "0 6 * * 2"',
  ],
  cron_bounds: [
    'il faut minute, heure, jour, mois et jour de la semaine dans leurs bornes, comme "0 6 * * 2"',
    'expected minute, hour, day, month and day of the week within their bounds, such as "0 6 * * 2"',
  ],
  time_zone: [
    'il faut un fuseau horaire comme Europe/Paris',
    'expected an IANA time zone such as Europe/Paris',
  ],
  address: ['il faut une adresse électronique', 'expected an e-mail address'],
  one_line: ['il faut un texte sur une seule ligne', 'expected text on one line'],
  colour: ['il faut une couleur comme "#0b5a78"', 'expected a colour such as "#0b5a78"'],
  readable_colour: [
    'il faut une couleur lisible sur un fond clair, comme "#0b5a78"',
    'expected a colour that can be read on a light ground, such as "#0b5a78"',
  ],
  period: [
    'il faut une semaine comme 2026-W53, ou un jour',
    'expected an ISO week such as 2026-W53, or a day',
  ],
  one_feed: ['il faut un flux au moins', 'at least one feed'],
  one_section: ['il faut une rubrique au moins', 'at least one section'],
  fifty_testers: ['50 testeurs au plus', 'at most 50 testers'],
} satisfies Readonly<Record<string, Parameters<Say>>>;
