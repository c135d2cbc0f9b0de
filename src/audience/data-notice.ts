/** What whoever gives an address is told of it beside the form and in the letter that asks to confirm (GDPR, art. 13). */
import { silentYears } from './retention.ts';

/** Of newsletter.yaml. */
export type Publisher = { readonly legal: string; readonly address: string; readonly contact: string };

/** Who keeps the address, what for and on what ground, how long, and what its owner may ask of whom. */
export function dataNotice({ legal, address, contact }: Publisher): Readonly<Record<'fr' | 'en', string>> {
  return {
    fr: `${legal}, ${address}, garde votre adresse et la preuve de votre accord pour vous envoyer les lettres que vous demandez, et pour rien d’autre sans vous le demander. Votre adresse est effacée dès que vous le souhaitez, ou si, après ${silentYears} ans sans nouvelles de vous, vous ne répondez pas à notre question ; la preuve reste, sans l’adresse. À tout moment, au bas de chaque lettre ou en écrivant à ${contact}, vous pouvez retirer votre accord et consulter, corriger, limiter, emporter ou effacer vos données. Vous pouvez aussi saisir la CNIL (www.cnil.fr).`,
    en: `${legal}, ${address}, keeps your address and the proof of your consent to send you the letters that you ask for, and for nothing else without asking you. Your address is erased as soon as you wish, or where after ${silentYears} years without contact you do not answer our question; the proof stays, without the address. At any time, at the end of each letter or by writing to ${contact}, you can withdraw your consent and see, correct, restrict, take along or erase your data. You can also complain to the data protection authority, in France the CNIL (www.cnil.fr).`,
  };
}

export const dataNoticeWords = {
  title: { fr: 'Vos données', en: 'Your data' },
  privacy: { fr: 'Politique de confidentialité', en: 'Privacy policy' },
} as const;
