/** Words of the studio for a send that leaves in stages: who has it already, and what the others wait for. */
import { sayCount } from '../config/say.ts';
import type { StageName, StageWait } from '../outbox/stages.ts';
import type { StageNow } from '../outbox/status.ts';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';

/** «Étape 1 sur 3, la rédaction (4 lettres) : …» */
export function stageInWords({ stage, wait }: StageNow, visit: Visit): string {
  const { say, language } = visit;
  const number = (value: number) => numberInWords(value, language);
  const name = stageNameInWords(stage.name, visit);
  const letters = `${number(stage.letters)} ${sayCount(stage.letters, say, ['lettre', 'lettres'], ['letter', 'letters'])}`;
  const rest = `${number(stage.waiting)} ${sayCount(stage.waiting, say, ['attend', 'attendent'], ['more waits', 'more wait'])}`;
  return say(
    `Étape ${stage.number} sur ${stage.of}, ${name} (${letters}). ${rest} ${waitInWords(wait, visit)}.`,
    `Stage ${stage.number} of ${stage.of}, ${name} (${letters}). ${rest} ${waitInWords(wait, visit)}.`,
  );
}

function stageNameInWords(name: StageName, { say }: Visit): string {
  const words: Record<StageName, string> = {
    seeds: say('la rédaction', 'the newsroom'),
    share: say('une petite part des lecteurs', 'a small share of the readers'),
    rest: say('tous les autres', 'all the others'),
  };
  return words[name];
}

function waitInWords(wait: StageWait | null, { say, language }: Visit): string {
  switch (wait?.for) {
    case undefined:
      return say('le prochain passage d’un envoyeur', 'for whoever sends next');
    case 'outcomes': {
      const untried = numberInWords(wait.untried, language);
      return say(`la réponse à ${untried} d’entre elles`, `for the answer to ${untried} of these`);
    }
    case 'put_off':
      return say(
        'que la moitié de celles-ci soient passées : le relais en a remis beaucoup à plus tard',
        'until half of these are through: the relay put many of them off',
      );
    case 'settling': {
      const seconds = Math.ceil(wait.forMs / 1000);
      const time = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
      return say(
        `encore ${time}, le temps de voir comment elles sont reçues`,
        `another ${time} to see how these are received`,
      );
    }
    default:
      return wait satisfies never;
  }
}
