/** Words of the studio for feeds: how each one does, why it fails, and what an editor can do about it. */
import { type Say, sayCount } from '../config/say.ts';
import type { FailingFeed, FeedHealth } from '../gather/feed-memory.ts';
import type { DocumentTrouble } from '../gather/feed-trouble.ts';
import type { RefusedAddress } from '../gather/fetched.ts';
import { whyInWords } from '../gather/trouble-words.ts';

export type HealthInWords = {
  readonly badge: 'good' | 'warn' | 'bad';
  readonly word: string;
  /** Null where there is nothing to say. */
  readonly reason: string | null;
};

export function healthInWords(health: FeedHealth, say: Say): HealthInWords {
  switch (health.kind) {
    case 'healthy':
      return { badge: 'good', word: say('lu', 'read'), reason: null };
    case 'new':
      return { badge: 'warn', word: say('jamais lu', 'never read'), reason: null };
    case 'silent':
      return {
        badge: 'warn',
        word: say('silencieux', 'silent'),
        reason: sayCount(
          health.days,
          say,
          [`Rien de neuf depuis ${health.days} jour.`, `Rien de neuf depuis ${health.days} jours.`],
          [`Nothing new for ${health.days} day.`, `Nothing new for ${health.days} days.`],
        ),
      };
    case 'failing':
      return { badge: 'bad', word: say('en panne', 'failing'), reason: failureInWords(health, say) };
    case 'gone':
      return {
        badge: 'bad',
        word: say('disparu', 'gone'),
        reason: say(
          'Retirez-le de newsletter.yaml ou corrigez son adresse.',
          'Take it out of newsletter.yaml or correct its address.',
        ),
      };
    default:
      return health satisfies never;
  }
}

function failureInWords({ trouble }: FailingFeed, say: Say): string {
  switch (trouble?.kind) {
    case 'http_error':
      return refusalInWords(trouble.status, say);
    case 'not_a_feed':
      return notAFeedInWords(trouble, say);
    case 'unreachable': {
      if (trouble.why === 'other') return say('Le site est injoignable.', 'The site is out of reach.');
      const why = whyInWords(trouble.why, say);
      return say(`Le site est injoignable : ${why}.`, `The site is out of reach: ${why}.`);
    }
    case 'timed_out':
      return say('Le site n’a pas répondu à temps.', 'The site did not answer in time.');
    case 'busy':
      return say(
        `Le site demande de revenir plus tard (${trouble.status}).`,
        `The site asks to come back later (${trouble.status}).`,
      );
    case 'unreadable':
      return say(
        'Ce qui arrive est abîmé et ne se lit pas : prévenez qui tient ce site.',
        'What arrives is damaged and cannot be read: tell whoever runs that site.',
      );
    case 'too_large':
      return say('Ce qui arrive est trop lourd pour un flux.', 'What arrives is too large for a feed.');
    case 'too_many_redirects':
      return say(
        'L’adresse renvoie sans fin vers d’autres : corrigez-la dans newsletter.yaml.',
        'The address leads on to others without end: correct it in newsletter.yaml.',
      );
    case 'bad_encoding':
      return say(
        'Sa réponse est comprimée d’une façon qui ne se lit pas.',
        'Its answer is compressed in a way that cannot be read.',
      );
    case 'refused_address':
      return refusedAddressInWords(trouble, say);
    case 'gone':
    case undefined:
      return say('Il n’a pas pu être lu.', 'It could not be read.');
    default:
      return trouble satisfies never;
  }
}

function refusalInWords(status: number, say: Say): string {
  if (status === 404)
    return say(
      'Il n’y a rien à cette adresse (404) : corrigez-la dans newsletter.yaml.',
      'There is nothing at this address (404): correct it in newsletter.yaml.',
    );
  if (status === 401 || status === 403)
    return say(
      `Le site ne veut pas donner ce flux (${status}) : demandez-le à qui le tient.`,
      `The site does not give this feed away (${status}): ask whoever runs it.`,
    );
  if (status >= 500) return say(`Le site est en panne (${status}).`, `The site is out of order (${status}).`);
  return say(`Le site répond par un refus (${status}).`, `The site answers with a refusal (${status}).`);
}

function notAFeedInWords(trouble: Extract<DocumentTrouble, { kind: 'not_a_feed' }>, say: Say): string {
  if (trouble.found === 'page' && trouble.feed !== null)
    return say(
      `L’adresse est celle d’une page ; son flux est ${trouble.feed} : écrivez cela dans newsletter.yaml.`,
      `The address is that of a page; its feed is ${trouble.feed}: write that in newsletter.yaml.`,
    );
  return say(
    'À cette adresse il y a autre chose qu’un flux, une page peut-être : corrigez-la dans newsletter.yaml.',
    'At this address there is something else than a feed, a page perhaps: correct it in newsletter.yaml.',
  );
}

function refusedAddressInWords(refused: RefusedAddress, say: Say): string {
  if (refused.why === 'not_http')
    return say(
      'L’adresse mène ailleurs que sur le web : corrigez-la dans newsletter.yaml.',
      'The address leads elsewhere than to the web: correct it in newsletter.yaml.',
    );
  return say(
    `Cette adresse est d’un réseau privé : l’exploitant peut l’autoriser (${refused.allowedBy}).`,
    `This address is of a private network: the operator can allow it (${refused.allowedBy}).`,
  );
}
