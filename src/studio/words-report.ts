/** Words of the report: reasons of refusals, shares, and what figures are of. */
import type { Say } from '../config/say.ts';
import type { BounceReason } from '../returns/verdict.ts';

type Language = 'fr' | 'en';

export function refusalInWords(reason: BounceReason, say: Say): string {
  const words: Record<BounceReason, string> = {
    unknown_mailbox: say('boîte inconnue', 'mailbox unknown'),
    unknown_domain: say('domaine inconnu', 'domain unknown'),
    moved: say('adresse changée', 'address moved'),
    mailbox_full: say('boîte pleine', 'mailbox full'),
    mailbox_disabled: say('boîte fermée', 'mailbox disabled'),
    too_big: say('lettre trop lourde', 'letter too big'),
    filtered: say('filtrée par la messagerie', 'filtered by the provider'),
    not_reached: say('messagerie injoignable', 'provider out of reach'),
    server_fault: say('panne de la messagerie', 'fault of the provider'),
    authentication: say(
      'authentification refusée (SPF, DKIM, DMARC)',
      'authentication refused (SPF, DKIM, DMARC)',
    ),
    reputation: say('réputation de l’expéditeur', 'reputation of the sender'),
    rate: say('trop de lettres à la fois', 'too many letters at once'),
    content: say('contenu refusé', 'content refused'),
    policy: say('règle de la messagerie', 'policy of the provider'),
  };
  return words[reason];
}

/** «12,4 %»; a dash where there is nothing to take a share of. */
export function shareInWords(share: number | null, language: Language, digits = 1): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'percent',
    maximumFractionDigits: digits,
  }).format(share);
}

/** «4,2»: how many for each hundred or thousand. */
export function rateInWords(rate: number | null, per: number, language: Language): string {
  if (rate === null) return '–';
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 }).format(
    rate * per,
  );
}
