/** Words of the studio for feeds: how each one does, why it fails, and what an editor can do about it. */
import type { FailingFeed, FeedHealth } from '../gather/feed-memory.ts';
import { feedNamedIn } from '../gather/repair.ts';
import { whyIn } from '../gather/unreachable.ts';
import type { Say } from '../issue/finding.ts';

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
        reason: say(`Rien de neuf depuis ${health.days} jours.`, `Nothing new for ${health.days} days.`),
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

function failureInWords(feed: FailingFeed, say: Say): string {
  const { outcome, status, reason } = feed;
  switch (outcome) {
    case 'http_error':
      return refusalInWords(status, say);
    case 'not_a_feed':
      return notAFeedInWords(reason, say);
    case 'unreachable':
      return unreachableInWords(reason, say);
    case 'timed_out':
      return say('Le site n’a pas répondu à temps.', 'The site did not answer in time.');
    case 'busy':
      return say(
        `Le site demande de revenir plus tard (${status}).`,
        `The site asks to come back later (${status}).`,
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
      return say(
        'Cette adresse est d’un réseau privé : l’exploitant peut l’autoriser (HEBDO_ALLOW_PRIVATE_FEEDS).',
        'This address is of a private network: the operator can allow it (HEBDO_ALLOW_PRIVATE_FEEDS).',
      );
    case 'gone':
    case 'articles':
    case 'unchanged':
    case null:
      return say('Il n’a pas pu être lu.', 'It could not be read.');
    default:
      return outcome satisfies never;
  }
}

function refusalInWords(status: number | null, say: Say): string {
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
  if (status !== null && status >= 500)
    return say(`Le site est en panne (${status}).`, `The site is out of order (${status}).`);
  return say(`Le site répond par un refus (${status}).`, `The site answers with a refusal (${status}).`);
}

function notAFeedInWords(reason: string, say: Say): string {
  const named = feedNamedIn(reason);
  if (named !== null)
    return say(
      `L’adresse est celle d’une page ; son flux est ${named} : écrivez cela dans newsletter.yaml.`,
      `The address is that of a page; its feed is ${named}: write that in newsletter.yaml.`,
    );
  return say(
    'À cette adresse il y a autre chose qu’un flux, une page peut-être : corrigez-la dans newsletter.yaml.',
    'At this address there is something else than a feed, a page perhaps: correct it in newsletter.yaml.',
  );
}

function unreachableInWords(reason: string, say: Say): string {
  const why = whyIn(reason);
  if (why === null) return say('Le site est injoignable.', 'The site is out of reach.');
  return say(`Le site est injoignable : ${why.fr}.`, `The site is out of reach: ${why.en}.`);
}
