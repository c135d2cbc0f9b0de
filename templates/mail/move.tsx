/** The two letters of a move: the new address is asked, the old one is told. */
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

/** to: the new address, masked; contact: whom to write to when it was somebody else. */
export function movedLetter({
  to,
  contact,
  ...frame
}: ServiceFrame & { readonly to: string; readonly contact: string }) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Vos lettres de ${paper} ont déménagé`,
      heading: 'Vous avez déménagé',
      text: `Vos lettres de ${paper} arrivent désormais à ${to}. Cette adresse-ci n’en recevra plus.`,
      button: null,
      otherwise: `Ce n’était pas vous\u202F? Écrivez à ${contact}, nous remettrons les choses en place.`,
    },
    en: {
      subject: `Your letters of ${paper} have moved`,
      heading: 'You have moved',
      text: `Your letters of ${paper} now arrive at ${to}. This address receives none any more.`,
      button: null,
      otherwise: `It was not you? Write to ${contact} and we will put things right.`,
    },
  });
}
