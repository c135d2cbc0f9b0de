/** What the sign-up and confirmation pages say, French first. */
import type { Words } from './page.tsx';

export const signUpWords = {
  title: (titles: readonly string[]): Words => ({
    fr: `Recevoir ${titles.length === 1 ? titles[0] : 'toutes nos actualités'}`,
    en: `Receive ${titles.length === 1 ? titles[0] : 'all our news'}`,
  }),
  email: { fr: 'Votre adresse électronique', en: 'Your e-mail address' },
  newsletters: { fr: 'Je souhaite recevoir', en: 'I would like to receive' },
  everything: { fr: 'Toutes les lettres ci-dessous', en: 'All newsletters below' },
  forSubscribers: {
    fr: 'Réservée aux abonnés du journal\u00A0: inscrivez-vous avec l’adresse de votre abonnement. Aucune lettre n’arrive à une autre.',
    en: 'For the paper’s subscribers: sign up with the address of your subscription. No letter comes to another one.',
  },
  trap: { fr: 'Laissez ce champ vide', en: 'Leave this field empty' },
  subscribe: { fr: 'M’inscrire', en: 'Subscribe' },
  asked: { fr: 'Ouvrez votre messagerie', en: 'Open your mailbox' },
  askedText: {
    fr: 'Une lettre vient de vous être envoyée. Cliquez sur son bouton pour confirmer\u00A0: rien ne vous sera adressé avant. Elle tarde\u202F? Regardez parmi les courriers indésirables.',
    en: 'A letter has just been sent to you. Click its button to confirm: nothing is sent to you before that. Is it late? Look among the junk mail.',
  },
  nothingComes: {
    fr: 'Rien n’arrive d’ici une heure\u202F? Écrivez-nous, l’adresse est au bas de la page.',
    en: 'Nothing comes within an hour? Write to us, the address is at the foot of the page.',
  },
  wrong: {
    fr: 'Une erreur dans l’adresse\u202F? Recommencez.',
    en: 'A mistake in the address? Start again.',
  },
  notAnAddress: {
    fr: 'Cette adresse n’est pas complète\u00A0: elle s’écrit comme prenom@exemple.fr.',
    en: 'This address is not complete: it is written like name@example.org.',
  },
  noScript: {
    fr: 'Sans JavaScript, l’inscription fonctionne aussi ; seules quelques-unes par heure sont alors acceptées depuis un même réseau.',
    en: 'Without JavaScript signing up works too; only a few an hour are then taken from one network.',
  },
  proofComes: {
    fr: 'Encore un instant de vérification : votre demande part ensuite d’elle-même.',
    en: 'One more moment of verification: your request then leaves by itself.',
  },
  proofRefused: {
    fr: 'La vérification a expiré ou a déjà servi. Rien n’a été changé : envoyez de nouveau.',
    en: 'The verification expired or was used already. Nothing was changed: please send again.',
  },
  nothingChosen: { fr: 'Choisissez au moins une lettre.', en: 'Choose at least one newsletter.' },
  doubt: { fr: 'Est-ce bien votre adresse\u202F?', en: 'Is this your address?' },
  misspelt: (written: string, proposal: string): Words => ({
    fr: `Vous avez écrit ${written}. Vouliez-vous écrire ${proposal}\u202F?`,
    en: `You wrote ${written}. Did you mean ${proposal}?`,
  }),
  role: (written: string): Words => ({
    fr: `${written} semble être lue par plusieurs personnes\u00A0: chacune pourra désabonner toutes les autres. Une adresse personnelle est préférable.`,
    en: `${written} seems to be read by several people: each of them can unsubscribe all the others. A personal address is better.`,
  }),
  take: (address: string): Words => ({ fr: `Oui, ${address}`, en: `Yes, ${address}` }),
  keep: (address: string): Words => ({ fr: `Garder ${address}`, en: `Keep ${address}` }),
} as const;

export const confirmWords = {
  ask: { fr: 'Plus qu’un clic', en: 'One more click' },
  explain: (titles: string): Words => ({
    fr: `Confirmez que vous souhaitez recevoir ${titles} à cette adresse.`,
    en: `Confirm that you want to receive ${titles} at this address.`,
  }),
  confirm: { fr: 'Confirmer mon inscription', en: 'Confirm my subscription' },
  done: { fr: 'Bienvenue, c’est confirmé', en: 'Welcome, it is confirmed' },
  next: (titles: string): Words => ({
    fr: `Vous recevrez ${titles} dès le prochain numéro.`,
    en: `You will receive ${titles} from the next issue on.`,
  }),
  forSubscribers: (titles: string): Words => ({
    fr: `Réservé aux abonnés du journal\u00A0: ${titles}. Rien n’en arrivera ici tant que cette adresse n’est pas celle d’un abonnement. Vous êtes abonné sous une autre adresse\u202F? Écrivez-nous, l’adresse est au bas de la page.`,
    en: `For the paper’s subscribers: ${titles}. Nothing of it comes here until this address is that of a subscription. You subscribe with another address? Write to us, the address is at the foot of the page.`,
  }),
  read: { fr: 'Lire les numéros parus', en: 'Read past issues' },
  used: { fr: 'Ce lien a déjà servi', en: 'This link was used already' },
  ended: (titles: string): Words => ({
    fr: `Vous aviez confirmé votre inscription à ${titles}\u00A0; elle a pris fin depuis, et rien n’en arrive plus. Ce lien ne la reprend pas, pour que personne d’autre ne le fasse à votre place\u00A0: si vous en avez de nouveau envie, inscrivez-vous, c’est l’affaire d’un instant.`,
    en: `You had confirmed your subscription to ${titles}; it has ended since, and nothing of it comes any more. This link does not bring it back, so that nobody else does it for you: if you feel like it again, subscribe, it takes a moment.`,
  }),
  over: { fr: 'Ce lien n’est plus valable', en: 'This link is no longer valid' },
  overText: {
    fr: 'Il a servi, il a expiré, ou votre messagerie l’a coupé. Rien n’a été changé\u00A0: inscrivez-vous de nouveau, c’est l’affaire d’un instant.',
    en: 'It was used, it expired, or your mail program cut it. Nothing was changed: subscribe again, it takes a moment.',
  },
  again: { fr: 'M’inscrire de nouveau', en: 'Subscribe again' },
  suppressed: {
    fr: 'Cette adresse ne peut pas être inscrite ici. Écrivez-nous, l’adresse est au bas de la page.',
    en: 'This address cannot be subscribed here. Write to us, the address is at the foot of the page.',
  },
} as const;
