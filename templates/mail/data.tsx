/** The letter that leads a reader to everything that is stored about them. */
import { type ServiceFrame, serviceLetter } from './service-letter.tsx';

export function dataLetter({ hours, ...frame }: ServiceFrame & { readonly hours: number }) {
  const { paper } = frame;
  return serviceLetter(frame, {
    fr: {
      subject: `Vos données chez ${paper}`,
      heading: 'Vos données sont prêtes',
      text: `Vous avez demandé tout ce que ${paper} enregistre sur vous. Ne transférez pas cette lettre\u00A0: son lien ouvre vos données.`,
      button: 'Voir mes données',
      otherwise: `Ce lien fonctionne ${hours} heures. Vous n’avez rien demandé\u202F? Ignorez cette lettre, personne d’autre ne l’a reçue.`,
    },
    en: {
      subject: `Your data at ${paper}`,
      heading: 'Your data are ready',
      text: `You asked for everything that ${paper} stores about you. Do not forward this letter: its link opens your data.`,
      button: 'See my data',
      otherwise: `This link works for ${hours} hours. You asked for nothing? Ignore this letter, nobody else received it.`,
    },
  });
}
