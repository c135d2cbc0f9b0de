/** Words of the studio for states, times and reasons, in both languages of the house. */
import type { Say } from '../config/say.ts';
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

/** «mardi 24 novembre, 06:00» in the paper's own time. */
export function momentInWords(instant: Date, zone: string, language: Language): string {
  return `${dayInWords(dayOf(instant, zone), language)}, ${timeIn(zone).format(instant)}`;
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

/** Why a reader gets no letter. */
export function exclusionInWords(reason: string, say: Say): string {
  const known: Record<string, string> = {
    unsubscribed: say('désabonnés', 'unsubscribed'),
    pending: say('pas encore confirmés', 'not confirmed yet'),
    not_premium: say('sans abonnement', 'not subscribed'),
    told: say('ont déjà cette lettre par une autre', 'have this letter from another newsletter'),
    paused: say('en pause', 'pausing'),
    not_in_segment: say('hors du segment', 'not in the segment'),
    bounced: say('adresses qui ne répondent plus', 'addresses that bounced'),
    hard_bounce: say('adresses qui n’existent plus', 'addresses that exist no more'),
    soft_bounces: say('boîtes injoignables', 'mailboxes out of reach'),
    complaint: say('plaintes', 'complaints'),
    forgotten: say('effacés à leur demande', 'erased on request'),
    manual: say('écartés à la main', 'set aside by hand'),
    suppressed: say('adresses à ne plus écrire', 'suppressed addresses'),
  };
  return known[reason] ?? reason;
}
