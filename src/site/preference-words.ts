/** What the preferences page and the pages around it say, French first. */
import type { Words } from './page.tsx';

export const choiceWords = {
  forwarded: {
    fr: 'Cette lettre vous a été transférée\u202F? Ces choix sont ceux de la personne qui la reçoit.',
    en: 'Was this letter forwarded to you? These choices belong to the person who receives it.',
  },
  ownLetter: { fr: 'Recevoir la vôtre', en: 'Receive your own' },
  rhythm: { fr: 'À quel rythme\u202F?', en: 'How often?' },
  weekly: (title: string): Words => ({ fr: `Chaque semaine\u00A0: ${title}`, en: `Every week: ${title}` }),
  daily: (title: string): Words => ({ fr: `Chaque jour\u00A0: ${title}`, en: `Every day: ${title}` }),
  both: { fr: 'Les deux', en: 'Both' },
  neither: { fr: 'Ni l’une ni l’autre', en: 'Neither' },
  sections: { fr: 'Vos rubriques', en: 'Your sections' },
  sectionsHint: {
    fr: 'Elles viendront en premier dans la lettre. Les autres restent.',
    en: 'They come first in the letter. The others stay.',
  },
  moreCommunes: { fr: 'Suivre aussi d’autres communes', en: 'Follow other towns too' },
  language: { fr: 'Votre langue', en: 'Your language' },
  languageHint: {
    fr: 'Celle de ces pages et des courriers de service. Les articles sont dans celle du journal.',
    en: 'Of these pages and of service mail. Articles are in the paper’s.',
  },
  pause: { fr: 'Partir en vacances', en: 'Going on holiday' },
  pauseExplain: {
    fr: 'Aucune lettre jusqu’au jour que vous choisissez\u202F; elles reviennent ensuite d’elles-mêmes.',
    en: 'No letter until the day you choose; then they come again by themselves.',
  },
  yourData: { fr: 'Votre adresse et vos données', en: 'Your address and your data' },
  why: { fr: 'Pourquoi je reçois cette lettre', en: 'Why I receive this letter' },
  stayed: {
    fr: 'Merci, c’est noté\u00A0: vous restez parmi nous.',
    en: 'Thank you, noted: you stay with us.',
  },
} as const;

export const moveWords = {
  title: { fr: 'Changer d’adresse', en: 'Change your address' },
  link: { fr: 'Changer d’adresse électronique', en: 'Change your e-mail address' },
  explain: {
    fr: 'Une lettre partira à la nouvelle adresse. Rien ne change avant que vous n’y ayez répondu\u202F; l’ancienne adresse en sera avertie, et pourra l’annuler pendant sept jours.',
    en: 'A letter will go to the new address. Nothing changes before you answered it; the old address will be told, and may take it back for seven days.',
  },
  now: { fr: 'Adresse actuelle', en: 'Current address' },
  email: { fr: 'Nouvelle adresse électronique', en: 'New e-mail address' },
  ask: { fr: 'Envoyer la lettre', en: 'Send the letter' },
  askedText: {
    fr: 'Une lettre vient de partir à la nouvelle adresse. Cliquez sur son bouton\u00A0: rien ne change avant. Elle tarde\u202F? Regardez parmi les courriers indésirables.',
    en: 'A letter has just left for the new address. Click its button: nothing changes before that. Is it late? Look among the junk mail.',
  },
  confirmTitle: { fr: 'Recevoir vos lettres ici\u202F?', en: 'Receive your letters here?' },
  confirmExplain: {
    fr: 'Vos lettres, vos choix et vos consentements passent à cette adresse. L’ancienne ne recevra plus rien.',
    en: 'Your letters, choices and consents move to this address. The old one receives nothing any more.',
  },
  confirm: { fr: 'Oui, déménager', en: 'Yes, move' },
  done: { fr: 'C’est fait, vous avez déménagé', en: 'Done, you have moved' },
  doneText: {
    fr: 'Vos prochaines lettres arriveront à cette adresse. L’ancienne vient d’en être avertie\u202F; elle peut annuler pendant sept jours.',
    en: 'Your next letters arrive at this address. The old one has just been told; it may take this back for seven days.',
  },
  barred: {
    title: { fr: 'Cette adresse ne peut pas être changée ici', en: 'This address cannot be changed here' },
    text: {
      fr: 'Nos lettres ont été signalées comme indésirables, ou arrêtées par la rédaction\u00A0: cette adresse n’en reçoit plus. Rien n’a été changé. Pour en recevoir ailleurs, inscrivez l’autre adresse. C’est une erreur\u202F? Répondez à une de nos lettres\u00A0: la rédaction remettra les choses en place.',
      en: 'Our letters were reported as junk, or stopped by the newsroom: this address receives none any more. Nothing was changed. To receive them elsewhere, sign up with the other address. Is it a mistake? Reply to one of our letters, and the newsroom will put things right.',
    },
  },
  /** Behind the button of the letter to the new address. */
  barredSince: {
    title: { fr: 'Ce changement ne peut plus se faire', en: 'This change is no longer possible' },
    text: {
      fr: 'Depuis qu’il a été demandé, nos lettres à l’ancienne adresse ont été signalées comme indésirables, ou arrêtées par la rédaction. Rien n’a été changé. Vous aimeriez les recevoir à cette adresse-ci\u202F? Inscrivez-la, c’est l’affaire d’un instant.',
      en: 'Since it was asked for, our letters to the former address were reported as junk, or stopped by the newsroom. Nothing was changed. Would you like to receive them at this address? Sign it up, it takes a moment.',
    },
  },
  taken: {
    title: { fr: 'Cette adresse ne peut pas servir', en: 'This address cannot be used' },
    text: {
      fr: 'Elle reçoit déjà nos lettres, ou il ne faut pas lui écrire. Rien n’a été changé. Si c’est la vôtre, désabonnez simplement l’ancienne.',
      en: 'It receives our letters already, or must not be written to. Nothing was changed. If it is yours, simply unsubscribe the old one.',
    },
  },
} as const;

export const dataWords = {
  title: { fr: 'Recevoir vos données', en: 'Receive your data' },
  link: { fr: 'Télécharger mes données', en: 'Download my data' },
  explain: {
    fr: 'Tout ce qui est enregistré sur vous, dans un fichier JSON. Le lien part à votre adresse, et nulle part ailleurs\u00A0: qui a reçu cette lettre d’un ami n’y a pas accès.',
    en: 'Everything that is stored about you, in a JSON file. The link goes to your address and nowhere else: whoever got this letter from a friend has no access.',
  },
  ask: { fr: 'M’envoyer le lien', en: 'Send me the link' },
  sent: {
    fr: 'La lettre est partie à votre adresse. Son lien fonctionne un jour.',
    en: 'The letter has left for your address. Its link works for a day.',
  },
  readyTitle: { fr: 'Vos données sont prêtes', en: 'Your data are ready' },
  readyText: {
    fr: 'Ce fichier contient votre adresse et tout ce que nous savons de vous. Gardez-le pour vous.',
    en: 'This file holds your address and all that we know of you. Keep it to yourself.',
  },
  download: { fr: 'Télécharger (JSON)', en: 'Download (JSON)' },
} as const;

export const stayWords = {
  title: { fr: 'Rester parmi nous\u202F?', en: 'Stay with us?' },
  explain: {
    fr: 'Voilà longtemps que nous n’avons pas eu de vos nouvelles. Un clic suffit pour continuer à recevoir vos lettres.',
    en: 'We have not heard from you for a long time. One click is enough to keep receiving your letters.',
  },
  press: { fr: 'Oui, je reste', en: 'Yes, I stay' },
} as const;

export const leaveAllWords = {
  title: { fr: 'Ne plus rien recevoir\u202F?', en: 'Receive nothing any more?' },
  explain: {
    fr: 'Un clic arrête toutes nos lettres, et rien ne change tant que vous n’avez pas cliqué.',
    en: 'One click ends all our letters, and nothing changes until you click.',
  },
  press: { fr: 'Me désinscrire de tout', en: 'Unsubscribe from all' },
  left: {
    fr: 'C’est fait\u00A0: vous ne recevrez plus rien de nous.',
    en: 'Done: you will receive nothing from us any more.',
  },
} as const;

export const fewerWords = {
  offer: { fr: 'Ou moins de lettres\u202F?', en: 'Or fewer letters?' },
  explain: (calmer: string): Words => ({
    fr: `${calmer} ne vient qu’une fois par semaine, avec l’essentiel.`,
    en: `${calmer} comes only once a week, with what matters.`,
  }),
  take: (calmer: string): Words => ({ fr: `Recevoir plutôt ${calmer}`, en: `Receive ${calmer} instead` }),
  done: (calmer: string): Words => ({
    fr: `C’est fait\u00A0: une fois par semaine, ${calmer}.`,
    en: `Done: once a week, ${calmer}.`,
  }),
  choose: { fr: 'Ou choisir autrement dans vos préférences', en: 'Or choose otherwise in your preferences' },
} as const;

export const reasonWords = {
  ask: {
    fr: 'Si vous voulez bien nous dire pourquoi (sans votre adresse)',
    en: 'If you care to tell us why (without your address)',
  },
  too_many: { fr: 'Trop de lettres', en: 'Too many letters' },
  not_for_me: { fr: 'Les sujets ne sont pas pour moi', en: 'The subjects are not for me' },
  never_asked: { fr: 'Je n’avais rien demandé', en: 'I never asked for it' },
  moved: { fr: 'Je ne vis plus dans la région', en: 'I no longer live in the area' },
  display: { fr: 'La lettre s’affiche mal', en: 'The letter displays badly' },
  other: { fr: 'Autre chose', en: 'Something else' },
  send: { fr: 'Envoyer', en: 'Send' },
  thanks: { fr: 'Merci de nous l’avoir dit.', en: 'Thank you for telling us.' },
} as const;
