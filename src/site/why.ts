/** «Why do I get this»: the receipt of the consent that holds, in words. */
import type { ConsentRecord } from '../audience/receipt.ts';
import type { Words } from './page.tsx';

/** null: no consent to this letter is recorded, or it was withdrawn since. */
export function whyReceived(records: readonly ConsentRecord[], newsletter: string): ConsentRecord | null {
  const last = records.findLast((one) => one.purpose === 'newsletter' && one.newsletter === newsletter);
  return last?.action === 'granted' ? last : null;
}

/** title: of the letter; day: when, in words of each language. */
export function whyInWords(title: string, day: Words, { source }: Pick<ConsentRecord, 'source'>): Words {
  const found = ways.find(([beginning]) => beginning.test(source));
  const [, way] = found ?? [null, { fr: `(${source})`, en: `(${source})` }];
  return {
    fr: `Vous recevez ${title} parce que, le ${day.fr}, ${way.fr}`,
    en: `You receive ${title} because on ${day.en} ${way.en}`,
  };
}

/** How receipts begin, by who wrote them. */
const ways: readonly (readonly [RegExp, Words])[] = [
  [
    /^sign-up (page|form)/,
    {
      fr: 'vous l’avez demandé sur un formulaire d’inscription, puis confirmé en cliquant dans une lettre reçue à cette adresse.',
      en: 'you asked for it with a sign-up form, then confirmed by clicking in a letter received at this address.',
    },
  ],
  [
    /^import/,
    {
      fr: 'votre adresse figurait dans la liste d’abonnés que le journal a reprise.',
      en: 'your address was in the list of subscribers that the paper took over.',
    },
  ],
  [
    /^added by the operator/,
    {
      fr: 'la rédaction vous a inscrit, à votre demande.',
      en: 'the newsroom subscribed you, at your request.',
    },
  ],
  [/^unsubscribe page, undone/, { fr: 'vous vous êtes réabonné.', en: 'you subscribed again.' }],
  [
    /^unsubscribe page, fewer/,
    {
      fr: 'vous l’avez choisie à la place d’une lettre plus fréquente.',
      en: 'you chose it instead of a more frequent letter.',
    },
  ],
  [
    /^preferences page/,
    { fr: 'vous l’avez choisie dans vos préférences.', en: 'you chose it in your preferences.' },
  ],
  [
    /^moved back/,
    {
      fr: 'vous avez annulé un changement d’adresse.',
      en: 'you took back a change of address.',
    },
  ],
  [
    /^moved/,
    {
      fr: 'vous avez fait suivre vos lettres à cette adresse.',
      en: 'you had your letters moved to this address.',
    },
  ],
];
