/** Checks what is written in the letter itself: placeholders, unsubscribe link, sender, subject. Pure. */
import { type Say, sayCount } from '../config/say.ts';
import type { EditionContent } from './edition.ts';
import type { Finding } from './finding.ts';
import { deskPlaceOf, type SlotFault, slotPlaceInWords } from './slot-mistake.ts';
import { type SlotMistake, slotTroubleInWords } from './slot-trouble.ts';
import { preheaderLength, subjectLength } from './subject.ts';

/** What the letter stage says of an edition's slots. */
export type SlotReport = {
  readonly faults: readonly SlotFault[];
  /** Parts that show every reader the unsubscribe link. */
  readonly unsubscribeIn: ReadonlySet<string>;
  /** The HTML as a reader of no commune has it, then one of each; slots show what they fall back to. None when slots are broken. */
  readonly readings: readonly string[];
  /** UTF-8 bytes of the HTML that the reader with the most blocks gets; 0 when slots are broken. */
  readonly heaviestBytes: number;
};

/** What an article says itself: braces in it are its text, and leave as text. */
export type Quoted = { readonly title: string; readonly text: string };

const parts = ['subject', 'html', 'text'] as const;
const foreign = /\{\{.{0,60}?\}\}|\{%.{0,60}?%\}|\*\|[A-Z_:]{2,30}\|\*/gs;

/** Every placeholder is known, and none of another program is left over. */
export function checkPlaceholders(
  content: EditionContent,
  mistakes: readonly SlotMistake[],
  quoted: readonly Quoted[],
  say: Say,
): Finding[] {
  const broken = mistakes.map((mistake): Finding => {
    const why = slotTroubleInWords(mistake.trouble, say);
    return {
      level: 'block',
      check: 'placeholder',
      place: slotPlaceInWords(mistake, say),
      ...deskPlaceOf(mistake),
      message: say(
        `Emplacement incompris «\u00a0${mistake.slot}\u00a0» : ${why}.`,
        `A slot that is not understood, “${mistake.slot}”: ${why}.`,
      ),
      fix: say(
        'Corrigez ce passage du modèle ou du texte.',
        'Correct this passage of the template or the text.',
      ),
    };
  });
  const leftOver = parts.flatMap((part) => leftOverIn(part, content[part], quoted, say));
  return [...broken, ...leftOver];
}

/** The first that nobody answers for blocks; of those that an article says, each article is named once. */
function leftOverIn(
  part: (typeof parts)[number],
  words: string,
  quoted: readonly Quoted[],
  say: Say,
): Finding[] {
  const found = [...words.matchAll(foreign)].map((match) => ({
    excerpt: match[0],
    line: words.slice(0, match.index).split('\n').length,
    by: quoted.find(({ text }) => bare(text).includes(bare(match[0])))?.title,
  }));
  const [unknown] = found.filter(({ by }) => by === undefined);
  const articles = new Map(found.flatMap((one) => (one.by === undefined ? [] : [[one.by, one.excerpt]])));
  return [
    ...(unknown ? [leaves('block', `${part}:${unknown.line}`, unknown.excerpt, say)] : []),
    // The plain text says the same once more.
    ...(part === 'text' ? [] : [...articles].map(([title, excerpt]) => leaves('note', title, excerpt, say))),
  ];
}

function leaves(level: 'block' | 'note', place: string, excerpt: string, say: Say): Finding {
  return {
    level,
    check: 'placeholder',
    place,
    message: say(`« ${excerpt} » partirait tel quel.`, `“${excerpt}” would leave as it is.`),
    fix:
      level === 'block'
        ? say('Remplacez-le par du texte.', 'Write text in its place.')
        : say(
            'C’est le texte de cet article ; corrigez-le s’il n’est pas voulu.',
            'It is the text of this article; correct it if it is not meant.',
          ),
  };
}

/** Typography, markup and line ends do not matter to whose words they are. */
function bare(text: string): string {
  return text
    .replace(/&(?:nbsp|thinsp|#160|#xa0|#8239|#x202f);/gi, '')
    .replace(/&(?:quot|#39|#x27|apos|rsquo|lsquo|#8217);|["'’‘“”«»]/gi, '')
    .replace(/&amp;/gi, '&')
    .replace(/[\s\u00a0\u202f]+/g, '')
    .toLowerCase();
}

/** A visible link in both parts; the headers of RFC 8058 are made from the same address and the sender's domain. */
export function checkUnsubscribe(slots: SlotReport, say: Say): Finding[] {
  if (slots.faults.length > 0) return [];
  return ['html', 'text']
    .filter((part) => !slots.unsubscribeIn.has(part))
    .map((part) => ({
      level: 'block',
      check: 'unsubscribe',
      place: part,
      message: say(
        `La partie ${part} n’a pas de lien de désabonnement pour tous les lecteurs.`,
        `The ${part} part has no unsubscribe link for every reader.`,
      ),
      fix: say(
        'Mettez [[ unsubscribe_url ]] dans le pied du modèle, hors de toute condition.',
        'Put [[ unsubscribe_url ]] into the foot of the template, outside any condition.',
      ),
    }));
}

/** From, Return-Path and List-Id speak for one domain, or receivers take the letter for a forgery (RFC 7489, 3.1). */
export function checkSender(content: EditionContent, say: Say): Finding[] {
  const domain = content.from.address.slice(content.from.address.lastIndexOf('@') + 1).toLowerCase();
  const path = content.returnPathDomain.toLowerCase();
  const aligned = path === domain || path.endsWith(`.${domain}`) || domain.endsWith(`.${path}`);
  if (aligned) return [];
  return [
    {
      level: 'warn',
      check: 'sender',
      place: 'newsletter.yaml: sender.return_path_domain',
      message: say(
        `Les retours vont à ${path}, l’expéditeur est de ${domain} : la lettre peut passer pour fausse.`,
        `Returns go to ${path}, the sender is of ${domain}: the letter may be taken for a forgery.`,
      ),
      fix: say(`Prenez ${domain} ou un sous-domaine.`, `Use ${domain} or a subdomain of it.`),
    },
  ];
}

/** Subject and preheader as an inbox on a telephone shows them. */
export function checkInboxLines(subject: string, preheader: string, say: Say): Finding[] {
  const [letters, opening] = [[...subject.trim()].length, [...preheader.trim()].length];
  const finding = (
    level: Finding['level'],
    check: 'subject' | 'preheader',
    message: string,
    fix: string,
  ): Finding => ({ level, check, place: check, at: { kind: 'field', field: check }, message, fix });
  const { min, max } = preheaderLength;
  return [
    ...(letters === 0
      ? [
          finding(
            'block',
            'subject',
            say('La lettre n’a pas d’objet.', 'The letter has no subject.'),
            say('Écrivez-en un.', 'Write one.'),
          ),
        ]
      : []),
    ...(letters > subjectLength
      ? [
          finding(
            'warn',
            'subject',
            say(
              `L’objet a ${letters} caractères ; un téléphone en montre ${subjectLength}.`,
              `The subject has ${letters} characters; a telephone shows ${subjectLength}.`,
            ),
            say('Raccourcissez-le.', 'Shorten it.'),
          ),
        ]
      : []),
    ...(opening < min
      ? [
          finding(
            opening === 0 ? 'warn' : 'note',
            'preheader',
            sayCount(
              opening,
              say,
              [
                `L’accroche a ${opening} caractère : les messageries compléteront par le début de la lettre.`,
                `L’accroche a ${opening} caractères : les messageries compléteront par le début de la lettre.`,
              ],
              [
                `The preheader has ${opening} character: mail programs fill up with the letter’s first words.`,
                `The preheader has ${opening} characters: mail programs fill up with the letter’s first words.`,
              ],
            ),
            say(`Visez ${min} à ${max} caractères.`, `Aim at ${min} to ${max} characters.`),
          ),
        ]
      : []),
    ...(opening > max
      ? [
          finding(
            'note',
            'preheader',
            say(
              `L’accroche a ${opening} caractères, la fin ne se verra pas.`,
              `The preheader has ${opening} characters, its end will not be seen.`,
            ),
            say(`Visez ${min} à ${max} caractères.`, `Aim at ${min} to ${max} characters.`),
          ),
        ]
      : []),
  ];
}
