/** The letter that asks a new reader to confirm. */
import { type ServiceFrame, serviceLetter } from './service-letter.tsx';

export type ConfirmationLetter = ServiceFrame & {
  /** What was asked for, by title. */
  readonly titles: readonly string[];
  readonly hours: number;
  /** What becomes of the address, and its owner's rights. */
  readonly notice: Readonly<Record<'fr' | 'en', string>>;
};

export function confirmationLetter({ titles, hours, notice, ...frame }: ConfirmationLetter) {
  const { paper } = frame;
  const list = (language: 'fr' | 'en') => new Intl.ListFormat(language).format(titles);
  return serviceLetter(frame, {
    fr: {
      subject: `Confirmez votre inscription à ${list('fr')}`,
      heading: 'Plus qu’un clic',
      text: `Vous avez demandé à recevoir ${list('fr')}, de ${paper}. Confirmez que cette adresse est bien la vôtre.`,
      button: 'Confirmer mon inscription',
      otherwise: `Ce lien fonctionne ${hours} heures. Vous n’avez rien demandé\u202F? Ignorez cette lettre\u00A0: vous n’êtes inscrit à rien, et votre adresse sera oubliée.`,
      fine: notice.fr,
    },
    en: {
      subject: `Confirm your subscription to ${list('en')}`,
      heading: 'One more click',
      text: `You asked to receive ${list('en')}, from ${paper}. Please confirm that this address is yours.`,
      button: 'Confirm my subscription',
      otherwise: `This link works for ${hours} hours. You asked for nothing? Ignore this letter: you are subscribed to nothing, and your address will be forgotten.`,
      fine: notice.en,
    },
  });
}
