/** What is wrong in newsletter.yaml, for an editor: the settings say it in English, the operator's language. */
import type { SettingsFault } from '../config/settings-fault.ts';
import type { Say } from '../issue/finding.ts';

/** «Ligne 12, schedule.send : il faut un motif cron de cinq champs, comme "0 6 * * 2"». */
export function settingsFaultInWords({ line, key, message }: SettingsFault, say: Say): string {
  const place = `${say('Ligne', 'Line')} ${line}${key === '' ? '' : `, ${key}`}`;
  return say(`${place} : ${inFrench(message)}.`, `${place}: ${message}.`);
}

/** What the parser of YAML says of its own grammar stays as it says it, after words that say what it is about. */
function inFrench(message: string): string {
  const expected = /^expected (.*)$/.exec(message)?.[1];
  if (expected !== undefined) return `il faut ${wanted[expected] ?? expected}`;
  for (const [english, french] of sentences)
    if (english.test(message)) return message.replace(english, french);
  return `l’écriture du fichier ne se lit pas ici (YAML : ${message})`;
}

const wanted: Readonly<Record<string, string>> = {
  'lower-case letters, digits and hyphens': 'des lettres minuscules, des chiffres et des tirets',
  'an http or https address': 'une adresse en http ou https',
  'a date such as 2023-03-28': 'une date comme 2023-03-28',
  'a day that the calendar has': 'un jour qui existe au calendrier',
  'a cron pattern of five fields, such as "0 6 * * 2"': 'un motif cron de cinq champs, comme "0 6 * * 2"',
  'minute, hour, day, month and day of the week within their bounds, such as "0 6 * * 2"':
    'minute, heure, jour, mois et jour de la semaine dans leurs bornes, comme "0 6 * * 2"',
  'an IANA time zone such as Europe/Paris': 'un fuseau horaire comme Europe/Paris',
  'an e-mail address': 'une adresse électronique',
  'text on one line': 'un texte sur une seule ligne',
  'a colour such as "#0b5a78"': 'une couleur comme "#0b5a78"',
  'a colour that can be read on a light ground, such as "#0b5a78"':
    'une couleur lisible sur un fond clair, comme "#0b5a78"',
  'an ISO week such as 2026-W53, or a day': 'une semaine comme 2026-W53, ou un jour',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un groupe de réglages',
  null: 'rien',
  undefined: 'rien',
  nan: 'rien',
};
const kind = (name: string) => kinds[name] ?? name;

type Sentence = readonly [RegExp, (all: string, ...found: string[]) => string];
const sentences: readonly Sentence[] = [
  [/^is missing$/, () => 'ce réglage manque'],
  [/^Hebdo knows no such setting$/, () => 'Hebdo ne connaît pas ce réglage'],
  [
    /^Invalid input: expected (\w+), received (\w+)$/,
    (_, one = '', other = '') => `il faut ${kind(one)}, et il y a ${kind(other)}`,
  ],
  [
    /^Invalid option: expected one of (.+)$/,
    (_, some = '') => `il faut l’un de : ${some.replaceAll('|', ', ')}`,
  ],
  [/^Invalid input: expected (.+)$/, (_, one = '') => `il faut ${one}`],
  [/^Too big: expected number to be <=(\S+)$/, (_, most = '') => `${most} au plus`],
  [/^Too small: expected number to be >=(\S+)$/, (_, least = '') => `${least} au moins`],
  [/^Too big: expected string to have <=(\d+) characters$/, (_, most = '') => `${most} caractères au plus`],
  [
    /^Too small: expected string to have >=(\d+) characters$/,
    (_, least = '') => `${least} caractères au moins`,
  ],
  [/^at least one feed$/, () => 'il faut un flux au moins'],
  [/^at least one section$/, () => 'il faut une rubrique au moins'],
  [/^at most 50 testers$/, () => '50 testeurs au plus'],
  [
    /^unknown section "(.*)"; known are (.*)$/,
    (_, one = '', known = '') => `la rubrique « ${one} » n’existe pas ; il y a ${known}`,
  ],
  [/^"(.*)" is there already$/, (_, one = '') => `« ${one} » y est déjà`],
  [/^this address is there already$/, () => 'cette adresse y est déjà'],
  [/^Map keys must be unique$/, () => 'ce réglage y est deux fois'],
  [/^Tabs are not allowed as indentation$/, () => 'décalez avec des espaces, sans tabulation'],
];
