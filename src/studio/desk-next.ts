/** The one next step of a newsletter at the desk: what to do now, or when it goes on by itself. */
import type { Say } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import { departureOf } from '../issue/departure.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { typeset } from '../issue/typography.ts';
import type { LetterOnDesk } from './desk-facts.ts';
import type { Visit } from './page.tsx';
import { momentInWords } from './words.ts';
import { lateInWords } from './words-departure.ts';

export type Step = {
  readonly heading: string;
  readonly text: string | null;
  readonly draft?: boolean;
  readonly link?: { readonly href: string; readonly text: string };
};

export function nextStep(
  { newsletter, period, issue, overtaken, slot, next, now }: LetterOnDesk,
  visit: Visit,
): Step {
  const { say, language } = visit;
  const moment = (at: Date) => momentInWords(at, newsletter.time_zone, language, now);
  if (issue === null)
    return {
      heading: say('Le prochain numéro n’est pas encore préparé', 'The next issue is not prepared yet'),
      text: say(`Il se prépare seul ${moment(next.draft)}.`, `It prepares itself ${moment(next.draft)}.`),
      draft: visit.editor !== null && mayUse(visit.editor, 'edit', newsletter.approval),
    };
  const place = `/studio/issue/${newsletter.name}/${period}`;
  const subject = typeset(issue.subject, newsletter.language);
  const until = untilInWords(issue, { slot, now, moment }, say);
  const settled = overtaken
    ? null
    : say(
        'Rien à faire. Un changement retire l’approbation.',
        'Nothing to do. A change takes the approval back.',
      );
  const following = say(
    `Le suivant se prépare ${moment(next.draft)}.`,
    `The next one is prepared ${moment(next.draft)}.`,
  );
  const hands = {
    href: `${place}/leaving`,
    text: say('Programmer, envoyer, retenir', 'Schedule, send, hold back'),
  };
  const departure = departureOf(newsletter, issue, now);
  const late = departure && lateInWords(departure, say);
  if (departure && late)
    return {
      heading: say(`Il devait partir ${moment(departure.at)}`, `It should have left ${moment(departure.at)}`),
      text: late,
      link: hands,
    };
  switch (issue.state) {
    case 'draft':
      return {
        heading: subject,
        text: until,
        link: { href: place, text: say('Relire et approuver', 'Review and approve') },
      };
    case 'approved':
      return {
        heading: departure
          ? say(`Approuvé : il part ${moment(departure.at)}`, `Approved: it leaves ${moment(departure.at)}`)
          : say('Approuvé : quand part-il ?', 'Approved: when does it leave?'),
        text: departure ? settled : null,
        link: hands,
      };
    case 'scheduled':
      return {
        heading: departure
          ? say(`Il part ${moment(departure.at)}`, `It leaves ${moment(departure.at)}`)
          : subject,
        text: settled,
        link: { href: `${place}/leaving`, text: say('Voir ce qui part', 'See what leaves') },
      };
    case 'sending':
      return {
        heading: say('Les lettres partent', 'The letters are leaving'),
        text: null,
        link: { href: `${place}/leaving`, text: say('Suivre le départ', 'Follow it') },
      };
    case 'paused':
      return {
        heading: say('Le départ est suspendu', 'The sending is paused'),
        text: issue.pausedReason,
        link: { href: `${place}/leaving`, text: say('Décider de la suite', 'Decide what follows') },
      };
    case 'sent':
      return {
        heading: say('Le numéro est parti', 'The issue has left'),
        text: following,
        link: { href: `${place}/report`, text: say('Lire le bilan', 'Read the report') },
      };
    case 'cancelled':
      return {
        heading: say('Ce numéro a été annulé', 'This issue was cancelled'),
        text: following,
      };
    default:
      return issue.state satisfies never;
  }
}

/** A slot that is ahead promises nothing where somebody held the issue back from it. */
function untilInWords(
  { sendAt }: DeskIssue,
  { slot, now, moment }: Pick<LetterOnDesk, 'slot' | 'now'> & { readonly moment: (at: Date) => string },
  say: Say,
): string | null {
  if (sendAt !== null && sendAt > now)
    return say(`Il doit partir ${moment(sendAt)}.`, `It should leave ${moment(sendAt)}.`);
  const passed = sendAt ?? slot;
  if (passed === null) return null;
  return passed <= now
    ? say(`Il devait partir ${moment(passed)}.`, `It should have left ${moment(passed)}.`)
    : say('Rien ne le fait partir tout seul.', 'Nothing lets it leave by itself.');
}
