/** Words of the studio for states, times and reasons, in both languages of the house. */

import type { Newsletter } from '../config/newsletter.ts';
import { dayInWords, dayOf } from '../issue/calendar.ts';
import type { Say } from '../issue/finding.ts';
import type { Block, IssueState } from '../issue/issue.ts';

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
  const time = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return `${dayInWords(dayOf(instant, zone), language)}, ${time.format(instant)}`;
}

export function numberInWords(number: number, language: Language): string {
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB').format(number);
}

/** What an editor calls a place of the letter. */
export function blockInWords(block: Block, newsletter: Newsletter, say: Say): string {
  switch (block.kind) {
    case 'lead':
      return say('Une', 'Lead story');
    case 'front_page':
      return say('Aussi à la une', 'Also in the news');
    case 'section':
      return newsletter.sections.find(({ id }) => id === block.section)?.name ?? block.section;
    case 'most_read':
      return newsletter.most_read.title;
    case 'agenda':
      return newsletter.agenda.title;
    case 'commune':
      return newsletter.communes.find(({ id }) => id === block.commune)?.name ?? block.commune;
    default:
      return block satisfies never;
  }
}

/** Why a reader gets no letter. */
export function exclusionInWords(reason: string, say: Say): string {
  const known: Record<string, string> = {
    unsubscribed: say('désabonnés', 'unsubscribed'),
    pending: say('pas encore confirmés', 'not confirmed yet'),
    bounced: say('adresses qui ne répondent plus', 'addresses that bounced'),
    suppressed: say('adresses à ne plus écrire', 'suppressed addresses'),
  };
  return known[reason] ?? reason;
}
