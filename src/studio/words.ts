/** Words of the studio for states, times and reasons, in both languages of the house. */
import type { Provider } from '../audience/provider.ts';
import { type Say, sayCount } from '../config/say.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import type { IssueState } from '../issue/issue.ts';

type Language = 'fr' | 'en';

export function stateInWords(state: IssueState, say: Say): string {
  const words: Record<IssueState, string> = {
    draft: say('brouillon', 'draft'),
    approved: say('approuvé', 'approved'),
    scheduled: say('programmé', 'scheduled'),
    sending: say('en train de partir', 'leaving'),
    paused: say('suspendu', 'paused'),
    sent: say('parti', 'sent'),
    cancelled: say('annulé', 'cancelled'),
  };
  return words[state];
}

/** «mardi 24 novembre, 06:00» in the paper's own time; «mardi 5 janvier 2027, 06:00» where that is another year than now's. */
export function momentInWords(instant: Date, zone: string, language: Language, now = instant): string {
  const [day, today] = [dayOf(instant, zone), dayOf(now, zone)];
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`;
  return `${dayInWords(day, language)}${year}, ${timeIn(zone).format(instant)}`;
}

export function numberInWords(number: number, language: Language): string {
  return numbers[language].format(number);
}

/** Making a formatter costs some fifty times its use, and a page has dozens of moments. */
const numbers = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') } as const;
const times = new Map<string, Intl.DateTimeFormat>();

function timeIn(zone: string): Intl.DateTimeFormat {
  const known = times.get(zone);
  const time =
    known ?? new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  times.set(zone, time);
  return time;
}

/** Why readers get no letter. */
export function exclusionInWords(reason: string, say: Say): string {
  return excludedInWords(reason, 2, say);
}

/** To follow their number. */
export function excludedInWords(reason: string, count: number, say: Say): string {
  const words = exclusions[reason];
  return words === undefined ? reason : sayCount(count, say, ...words);
}

type Counted = readonly [one: string, more: string];

const exclusions: Readonly<Record<string, readonly [french: Counted, english: Counted]>> = {
  unsubscribed: [
    ['désabonné', 'désabonnés'],
    ['unsubscribed', 'unsubscribed'],
  ],
  pending: [
    ['pas encore confirmé', 'pas encore confirmés'],
    ['not confirmed yet', 'not confirmed yet'],
  ],
  not_premium: [
    ['sans abonnement', 'sans abonnement'],
    ['not subscribed', 'not subscribed'],
  ],
  told: [
    ['a déjà cette lettre par une autre', 'ont déjà cette lettre par une autre'],
    ['has this letter from another newsletter', 'have this letter from another newsletter'],
  ],
  paused: [
    ['en pause', 'en pause'],
    ['pausing', 'pausing'],
  ],
  not_in_segment: [
    ['hors du segment', 'hors du segment'],
    ['not in the segment', 'not in the segment'],
  ],
  bounced: [
    ['adresse qui ne répond plus', 'adresses qui ne répondent plus'],
    ['address that bounced', 'addresses that bounced'],
  ],
  hard_bounce: [
    ['adresse qui n’existe plus', 'adresses qui n’existent plus'],
    ['address that exists no more', 'addresses that exist no more'],
  ],
  soft_bounces: [
    ['boîte injoignable', 'boîtes injoignables'],
    ['mailbox out of reach', 'mailboxes out of reach'],
  ],
  complaint: [
    ['plainte', 'plaintes'],
    ['complaint', 'complaints'],
  ],
  forgotten: [
    ['effacé à sa demande', 'effacés à leur demande'],
    ['erased on request', 'erased on request'],
  ],
  manual: [
    ['écarté à la main', 'écartés à la main'],
    ['set aside by hand', 'set aside by hand'],
  ],
  suppressed: [
    ['adresse à laquelle ne plus écrire', 'adresses auxquelles ne plus écrire'],
    ['suppressed address', 'suppressed addresses'],
  ],
};

const providers: Readonly<Record<Exclude<Provider, 'others'>, string>> = {
  gmail: 'Gmail',
  outlook: 'Outlook',
  yahoo: 'Yahoo',
  orange: 'Orange',
  free: 'Free',
  sfr: 'SFR',
  laposte: 'La Poste',
  bouygues: 'Bouygues',
};

/** The providers by their own names, of a later version's as it is stored; the mailboxes of all others together. */
export function providerInWords(provider: string, say: Say): string {
  if (provider === 'others') return say('autres', 'others');
  return Object.entries(providers).find(([name]) => name === provider)?.[1] ?? provider;
}
