/** The letter to somebody of whom nothing was heard for years: one click, or their address is erased; two links refuse it. */
import { type ServiceFrame, serviceLetter } from './service-letter.tsx';

type StayLetter = ServiceFrame & {
  /** When the address is erased otherwise, in words of each language. */
  readonly day: Readonly<Record<'fr' | 'en', string>>;
  /** Pages that ask before they act. */
  readonly leave: string;
  readonly erase: string;
};

export function stayLetter({ day, leave, erase, ...frame }: StayLetter) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Souhaitez-vous toujours recevoir ${paper}\u202F?`,
      heading: 'Toujours parmi nous\u202F?',
      text: `Voilà trois ans que nous n’avons pas eu de vos nouvelles. Si vous lisez toujours les lettres de ${paper}, un clic suffit pour continuer à les recevoir.`,
      button: 'Oui, je reste',
      otherwise: `Sans réponse, votre adresse sera effacée le ${day.fr} et nous ne vous écrirons plus. Nous ne reposerons pas la question.`,
      ways: [
        { say: 'Me désinscrire', url: leave },
        { say: 'Supprimer mon adresse', url: erase },
      ],
    },
    en: {
      subject: `Do you still wish to receive ${paper}?`,
      heading: 'Still with us?',
      text: `We have not heard from you for three years. If you still read the letters of ${paper}, one click is enough to keep receiving them.`,
      button: 'Yes, I stay',
      otherwise: `Without an answer your address is erased on ${day.en} and we will not write to you again. We will not ask a second time.`,
      ways: [
        { say: 'Unsubscribe', url: leave },
        { say: 'Erase my address', url: erase },
      ],
    },
  });
}
