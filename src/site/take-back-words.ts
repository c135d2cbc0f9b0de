/** What readers are told of a move that may be taken back, French first. */
import type { Words } from './page.tsx';

export const takeBackWords = {
  title: { fr: 'Annuler le changement d’adresse\u202F?', en: 'Take back the change of address?' },
  former: { fr: 'Ancienne adresse', en: 'Former address' },
  explain: {
    fr: 'Vos lettres, vos choix et vos consentements reviennent à cette adresse. L’autre ne recevra plus rien, et en sera avertie.',
    en: 'Your letters, choices and consents come back to this address. The other one receives nothing any more, and will be told.',
  },
  take: { fr: 'Oui, annuler le changement', en: 'Yes, take it back' },
  done: { fr: 'C’est annulé, vos lettres reviennent', en: 'Done, your letters come back' },
  doneText: {
    fr: 'Vos prochaines lettres arriveront de nouveau à votre ancienne adresse. Pendant quelques jours, personne ne pourra en changer.',
    en: 'Your next letters arrive at your former address again. For some days nobody can change it.',
  },
  whose: {
    fr: 'Vous n’aviez rien demandé\u202F? Quelqu’un à qui une lettre a été transférée s’est sans doute servi de ses liens\u00A0: ils sont les vôtres.',
    en: 'You had asked for nothing? Somebody to whom a letter was forwarded probably used its links: they are yours.',
  },
  barred: {
    title: { fr: 'Ce changement ne peut pas être annulé ici', en: 'This change cannot be taken back here' },
    text: {
      fr: 'Nos lettres à l’une des deux adresses ont été signalées comme indésirables, ou arrêtées par la rédaction. Rien n’a été changé. Répondez à la lettre qui vous a annoncé le changement\u00A0: la rédaction remettra les choses en place.',
      en: 'Our letters to one of the two addresses were reported as junk, or stopped by the newsroom. Nothing was changed. Reply to the letter that told you of the change, and the newsroom will put things right.',
    },
  },
  /** It was taken back, and no letter comes to the former address either. */
  stopped: {
    title: { fr: 'Ce changement a été annulé', en: 'This change was taken back' },
    text: {
      fr: 'Mais nos lettres ont été signalées depuis comme indésirables, ou arrêtées par la rédaction\u00A0: votre adresse n’en reçoit plus. C’est une erreur\u202F? Répondez à la lettre qui vous a annoncé le changement\u00A0: la rédaction remettra les choses en place.',
      en: 'But our letters have since been reported as junk, or stopped by the newsroom: your address receives none any more. Is it a mistake? Reply to the letter that told you of the change, and the newsroom will put things right.',
    },
  },
  over: {
    title: { fr: 'Ce changement ne peut plus être annulé', en: 'This change can no longer be taken back' },
    text: {
      fr: 'Le lien ne fonctionne que sept jours. Rien n’a été changé. Ce n’était pas vous\u202F? Répondez à la lettre qui vous a annoncé le changement\u00A0: la rédaction remettra les choses en place.',
      en: 'The link works for seven days only. Nothing was changed. It was not you? Reply to the letter that told you, and the newsroom will put things right.',
    },
  },
} as const;

export const movedLatelyWords = {
  title: { fr: 'Votre adresse vient de changer', en: 'Your address has just changed' },
  takenTitle: { fr: 'Un changement vient d’être annulé', en: 'A change has just been taken back' },
  data: (day: Words): Words => ({
    fr: `L’ancienne adresse peut encore annuler ce changement\u00A0: jusqu’au ${day.fr}, nous ne préparons donc aucun fichier de vos données. Rien n’est perdu, revenez ensuite.`,
    en: `The former address can still take that change back: until ${day.en} we therefore make no file of your data. Nothing is lost, please come back then.`,
  }),
  move: (day: Words): Words => ({
    fr: `L’ancienne adresse peut encore annuler ce changement\u00A0: jusqu’au ${day.fr}, il n’y en aura donc pas d’autre. Rien n’a été changé, revenez ensuite.`,
    en: `The former address can still take that change back: until ${day.en} there is therefore no other one. Nothing was changed, please come back then.`,
  }),
  /** The address before took it back, and is theirs again. */
  taken: (day: Words): Words => ({
    fr: `Votre adresse est de nouveau la précédente\u00A0: jusqu’au ${day.fr}, on ne peut plus en changer. Rien n’a été changé, revenez ensuite.`,
    en: `Your address is the former one again: until ${day.en} it cannot be changed any more. Nothing was changed, please come back then.`,
  }),
  /** Whoever has the address before was erased, or a complaint bars the way back: nobody takes anything back, the days go on. */
  moveForgotten: (day: Words): Words => ({
    fr: `Elle ne change qu’une fois en sept jours\u00A0: jusqu’au ${day.fr}, il n’y aura donc pas d’autre changement. Rien n’a été changé, revenez ensuite.`,
    en: `It changes once in seven days only: until ${day.en} there is therefore no other change. Nothing was changed, please come back then.`,
  }),
  dataForgotten: (day: Words): Words => ({
    fr: `Dans les sept jours qui suivent, nous ne préparons aucun fichier de vos données\u00A0: ce sera possible à partir du ${day.fr}. Rien n’est perdu, revenez ensuite.`,
    en: `Within the seven days that follow we make no file of your data: that will be possible from ${day.en} on. Nothing is lost, please come back then.`,
  }),
} as const;
