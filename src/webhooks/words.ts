/** Why a webhook was turned off, for an operator at the desk, on the command line or by the API. */
import type { Say } from '../config/say.ts';
import { troubleInWords } from '../gather/trouble-words.ts';
import type { WhyDisabled } from './retry.ts';

export function whyDisabledInWords(why: WhyDisabled, say: Say): string {
  switch (why.kind) {
    case 'gone':
      return say(
        'le destinataire a répondu qu’il n’est plus là (410 Gone)',
        'the receiver answered 410 Gone',
      );
    case 'nothing_delivered': {
      const silence = say(
        `rien n’y est arrivé pendant ${why.days} jours`,
        `nothing was delivered for ${why.days} days`,
      );
      if (why.last === null) return silence;
      const last = lastInWords(why.last, say);
      return say(`${silence} ; au dernier essai : ${last}`, `${silence}; the last attempt: ${last}`);
    }
    default:
      return why satisfies never;
  }
}

function lastInWords(
  last: NonNullable<Extract<WhyDisabled, { kind: 'nothing_delivered' }>['last']>,
  say: Say,
): string {
  return last.kind === 'answered'
    ? say(`la réponse était ${last.status}`, `the answer was ${last.status}`)
    : troubleInWords(last, say);
}
