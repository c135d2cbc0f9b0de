/** What an action on an issue came to, in a sentence for the page that follows it. */
import { type Say, sayCount } from '../config/say.ts';
import type { ApproveOutcome } from '../issue/approve.ts';
import type { HoldOutcome, LeaveOutcome } from '../issue/recall.ts';
import type { ScheduleOutcome } from '../issue/schedule.ts';
import type { ControlOutcome } from '../outbox/control.ts';
import type { Visit } from './page.tsx';
import { mostTestLetters } from './test-letters.tsx';
import { numberInWords } from './words.ts';

/** What is told of an approval: without the letter that it was about. */
export type ToldApproval =
  | { readonly kind: Exclude<ApproveOutcome['kind'], 'needs_chief' | 'other_readers'> }
  | { readonly kind: 'needs_chief'; readonly by: readonly string[] }
  | Pick<Extract<ApproveOutcome, { kind: 'other_readers' }>, 'kind' | 'seen' | 'now'>;

/** not_now: nobody approved it; the others: it is past that. */
export type NotNow = 'not_now' | 'leaving' | 'left' | 'cancelled';
/** no_such_hour: a clock change leaves it out. */
export type ToldSchedule = ScheduleOutcome['kind'] | 'no_such_hour' | NotNow;
export type ToldSend = LeaveOutcome['kind'] | NotNow;

/** same: whatever was chosen, it goes to the readers of before. */
export type ToldReaders = 'chosen' | 'same' | 'too_late';

/** Why no letter of a test to a segment was tried. */
export type UntriedTest = 'nobody' | 'too_many' | 'unusable';

export function approvalInWords(outcome: ToldApproval, say: Say): string {
  switch (outcome.kind) {
    case 'approved':
      return say('Approuvé.', 'Approved.');
    case 'waiting':
      return say(
        'Approuvé ; une deuxième personne doit le faire aussi.',
        'Approved; a second person must do so too.',
      );
    case 'needs_chief':
      return say(
        `Il faut deux accords, dont celui d’une personne qui a le rôle de chef : ${outcome.by.join(', ')} a déjà approuvé.`,
        `Two people must agree, one of them with the role chief: ${outcome.by.join(', ')} approved already.`,
      );
    case 'other_readers':
      return otherReadersInWords(outcome, say);
    case 'already':
      return say('C’était approuvé déjà.', 'It was approved already.');
    case 'blocked':
      return say('Quelque chose bloque : voyez la vérification.', 'Something blocks: see the check.');
    case 'settled':
      return say('Trop tard : le numéro part ou est parti.', 'Too late: the issue is leaving or has left.');
    case 'changed':
      return say(
        'Rien n’est approuvé : la lettre a changé depuis que vous l’avez vue. Regardez-la de nouveau.',
        'Nothing is approved: the letter changed since you saw it. Look at it again.',
      );
    case 'no_issue':
      return say('Il n’y a pas de numéro.', 'There is no issue.');
    default:
      return outcome satisfies never;
  }
}

function otherReadersInWords(
  { seen, now }: Extract<ToldApproval, { kind: 'other_readers' }>,
  say: Say,
): string {
  const [before, after] = [readersInWords(seen ?? '', say), readersInWords(now, say)];
  // Of everybody there is one mark only: where both are called the same, it is a segment that means others now.
  const changed =
    before === after
      ? say(`${after} a changé depuis que vous l’avez vu.`, `${after} was changed since you saw it.`)
      : say(
          `vous avez vu une lettre pour ${before}, et c’est maintenant une lettre pour ${after}.`,
          `you saw a letter for ${before}, and it is now one for ${after}.`,
        );
  return say(
    `Rien n’est approuvé : ${changed} Regardez de nouveau à qui elle va.`,
    `Nothing is approved: ${changed} Look again at whom it goes to.`,
  );
}

/** Of a mark that an approval is bound to: «everybody», with «premium» where others get no letter; or a segment's name before a digest. */
export function readersInWords(mark: string, say: Say): string {
  if (mark === 'everybody') return say('tous les abonnés', 'everybody who receives it');
  if (mark === 'everybody premium') return say('les lecteurs avec abonnement', 'readers with a subscription');
  const [name = ''] = mark.split(' ');
  return say(`le segment «\u00a0${name}\u00a0»`, `the segment “${name}”`);
}

export function readersChosenInWords(kind: ToldReaders, say: Say): string {
  switch (kind) {
    case 'chosen':
      return say(
        'C’est noté. Une approbation donnée avant est à redonner.',
        'Noted. An approval given before has to be given again.',
      );
    case 'same':
      return say(
        'Les lecteurs restent les mêmes : une approbation donnée avant compte toujours.',
        'The readers stay the same: an approval given before still counts.',
      );
    case 'too_late':
      return say('Trop tard : le numéro part ou est parti.', 'Too late: the issue is leaving or has left.');
    default:
      return kind satisfies never;
  }
}

export function segmentTestInWords(kind: UntriedTest, say: Say): string {
  switch (kind) {
    case 'nobody':
      return say(
        'Personne de ce segment ne reçoit cette lettre.',
        'Nobody of this segment receives this newsletter.',
      );
    case 'too_many':
      return say(
        `Plus de ${mostTestLetters} lecteurs : ce n’est plus un essai.`,
        `More than ${mostTestLetters} readers: that is no test.`,
      );
    case 'unusable':
      return say('Ce segment ne peut pas servir.', 'This segment cannot be used.');
    default:
      return kind satisfies never;
  }
}

export function schedulingInWords(kind: ToldSchedule, say: Say): string {
  switch (kind) {
    case 'scheduled':
      return say('Programmé.', 'Scheduled.');
    case 'already':
      return say('C’était programmé ainsi déjà.', 'It was scheduled so already.');
    case 'not_now':
    case 'leaving':
    case 'left':
    case 'cancelled':
      return notNowInWords(kind, say);
    case 'too_far':
      return say(
        'Rien n’est programmé : cette heure est à plus d’un an. Regardez l’année.',
        'Nothing is scheduled: this time is more than a year ahead. Look at the year.',
      );
    case 'other_week':
      return say(
        'Rien n’est programmé : cette heure est dans une autre semaine que celle du numéro. Si c’est voulu, cochez-le ci-dessous.',
        'Nothing is scheduled: this time is in another week than the issue’s. If you mean it, tick the box below.',
      );
    case 'no_such_hour':
      return say(
        'Cette heure n’existe pas : on change d’heure cette nuit-là. Choisissez-en une autre.',
        'There is no such hour: the clocks change that night. Choose another one.',
      );
    case 'past':
      return say(
        'Cette heure est passée : choisissez-en une autre.',
        'This time has passed: choose another one.',
      );
    case 'no_issue':
      return say('Il n’y a pas de numéro.', 'There is no issue.');
    default:
      return kind satisfies never;
  }
}

function notNowInWords(kind: NotNow, say: Say): string {
  switch (kind) {
    case 'not_now':
      return say('Pas maintenant : il faut d’abord approuver.', 'Not now: approve it first.');
    case 'leaving':
      return say(
        'Trop tard : le numéro est déjà en train de partir. Rien n’a changé.',
        'Too late: the issue is leaving already. Nothing was changed.',
      );
    case 'left':
      return say(
        'Trop tard : le numéro est déjà parti. Rien n’a changé.',
        'Too late: the issue has left already. Nothing was changed.',
      );
    case 'cancelled':
      return say(
        'Trop tard : le numéro a été annulé. Rien n’a changé.',
        'Too late: the issue was cancelled. Nothing was changed.',
      );
    default:
      return kind satisfies never;
  }
}

/** Null when the page itself says it. */
export function sendInWords(kind: ToldSend, say: Say): string | null {
  switch (kind) {
    case 'leaves':
    case 'at_once':
      return null;
    case 'not_now':
    case 'leaving':
    case 'left':
    case 'cancelled':
      return notNowInWords(kind, say);
    case 'no_issue':
      return say('Il n’y a pas de numéro.', 'There is no issue.');
    default:
      return kind satisfies never;
  }
}

export function holdInWords(kind: HoldOutcome['kind'], say: Say): string {
  switch (kind) {
    case 'held':
      return say(
        'Retenu : aucune lettre n’est partie, l’approbation reste.',
        'Held back: no letter has left, the approval stands.',
      );
    case 'too_late':
      return say(
        'Trop tard pour le retenir : suspendez le départ si les lettres partent.',
        'Too late to hold it back: pause the sending if letters are leaving.',
      );
    case 'no_issue':
      return say('Il n’y a pas de numéro.', 'There is no issue.');
    default:
      return kind satisfies never;
  }
}

export function controlInWords(kind: ControlOutcome['kind'], say: Say): string {
  switch (kind) {
    case 'done':
      return say('C’est fait.', 'Done.');
    case 'already':
      return say('C’était fait déjà.', 'It was done already.');
    case 'not_allowed':
      return say('L’état du numéro ne le permet plus.', 'The state of the issue does not allow it any more.');
    case 'no_issue':
      return say('Il n’y a pas de numéro.', 'There is no issue.');
    default:
      return kind satisfies never;
  }
}

export function releaseInWords(kind: 'released' | 'nothing', say: Say): string {
  return kind === 'released'
    ? say('Toutes les lettres partent, sans attendre.', 'All letters leave, without waiting.')
    : say('Rien n’attendait d’être libéré.', 'Nothing waited to be let go.');
}

export function againInWords(letters: number, { say, language }: Pick<Visit, 'say' | 'language'>): string {
  const number = numberInWords(letters, language);
  return letters === 0
    ? say('Il n’y avait rien à renvoyer.', 'There was nothing to send again.')
    : sayCount(
        letters,
        say,
        [`${number} lettre repart.`, `${number} lettres repartent.`],
        [`${number} letter leaves again.`, `${number} letters leave again.`],
      );
}
