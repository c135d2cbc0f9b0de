/** The letters of a move: the new address is asked, the old one is told and may take it back, and then the new one is told. */
import { type ServiceFrame, serviceLetter } from './service-letter.tsx';

export function moveLetter({ hours, ...frame }: ServiceFrame & { readonly hours: number }) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Recevoir les lettres de ${paper} à cette adresse\u202F?`,
      heading: 'Votre nouvelle adresse',
      text: `Un lecteur de ${paper} a demandé à recevoir désormais ses lettres à cette adresse. Si c’est vous, confirmez-le.`,
      button: 'Recevoir mes lettres ici',
      otherwise: `Ce lien fonctionne ${hours} heures. Vous n’avez rien demandé\u202F? Ignorez cette lettre\u00A0: rien ne change, et votre adresse sera oubliée.`,
    },
    en: {
      subject: `Receive the letters of ${paper} at this address?`,
      heading: 'Your new address',
      text: `A reader of ${paper} asked to receive their letters at this address from now on. If it was you, please confirm.`,
      button: 'Receive my letters here',
      otherwise: `This link works for ${hours} hours. You asked for nothing? Ignore this letter: nothing changes, and your address will be forgotten.`,
    },
  });
}

/** to: where the letters go now, masked; contact: whom to write to when it was somebody else. */
type Told = ServiceFrame & { readonly to: string; readonly contact: string };

/** days: for how long the button works. */
export function movedLetter({ to, contact, days, ...frame }: Told & { readonly days: number }) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Vos lettres de ${paper} ont déménagé`,
      heading: 'Vous avez déménagé',
      text: `Vos lettres de ${paper} arrivent désormais à ${to}. Cette adresse-ci n’en recevra plus.`,
      button: 'Annuler ce changement',
      otherwise: `Ce n’était pas vous\u202F? Ce bouton annule tout pendant ${days} jours. Ensuite, écrivez à ${contact}, nous remettrons les choses en place.`,
    },
    en: {
      subject: `Your letters of ${paper} have moved`,
      heading: 'You have moved',
      text: `Your letters of ${paper} now arrive at ${to}. This address receives none any more.`,
      button: 'Take this change back',
      otherwise: `It was not you? The button takes it all back for ${days} days. After that, write to ${contact} and we will put things right.`,
    },
  });
}

/** To the address that was moved to: the former one has its letters again. */
export function movedBackLetter({ to, contact, ...frame }: Told) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Vos lettres de ${paper} sont revenues à l’ancienne adresse`,
      heading: 'Changement d’adresse annulé',
      text: `Le changement d’adresse a été annulé depuis l’ancienne, ${to}\u00A0: vos lettres de ${paper} y arrivent de nouveau. Cette adresse-ci n’en recevra plus.`,
      button: null,
      otherwise: `Ce n’était pas vous\u202F? Écrivez à ${contact}, nous remettrons les choses en place.`,
    },
    en: {
      subject: `Your letters of ${paper} went back to the former address`,
      heading: 'Change of address taken back',
      text: `The change of address was taken back from the former one, ${to}: your letters of ${paper} arrive there again. This address receives none any more.`,
      button: null,
      otherwise: `It was not you? Write to ${contact} and we will put things right.`,
    },
  });
}
