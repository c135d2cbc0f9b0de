/** What readers' pages say, French first. \u202F and \u00A0 are French spacing before high punctuation. */
import type { Words } from './page.tsx';

export const leaveWords = {
  ask: (title: string): Words => ({
    fr: `Ne plus recevoir ${title}\u202F?`,
    en: `Stop receiving ${title}?`,
  }),
  explain: {
    fr: 'Un clic suffit, et rien ne change tant que vous n’avez pas cliqué.',
    en: 'One click is enough, and nothing changes until you click.',
  },
  leave: { fr: 'Me désabonner', en: 'Unsubscribe' },
  left: (title: string): Words => ({
    fr: `C’est fait\u00A0: vous ne recevrez plus ${title}.`,
    en: `Done: you will no longer receive ${title}.`,
  }),
  already: (title: string): Words => ({
    fr: `Vous ne recevez pas ${title}.`,
    en: `You are not receiving ${title}.`,
  }),
  underWay: {
    fr: 'Si un numéro était déjà parti, il peut encore vous parvenir.',
    en: 'If an issue had already left, it may still reach you.',
  },
  mistake: { fr: 'C’était une erreur\u202F?', en: 'Was it a mistake?' },
  again: {
    fr: 'Vous aimeriez recevoir de nouveau cette lettre\u202F?',
    en: 'Would you like to receive this letter again?',
  },
  comeBack: { fr: 'Me réabonner', en: 'Subscribe again' },
  back: (title: string): Words => ({
    fr: `Vous recevez de nouveau ${title}.`,
    en: `You are receiving ${title} again.`,
  }),
  thanks: { fr: 'Merci de votre fidélité, à bientôt.', en: 'Thank you for staying with us.' },
  suppressed: {
    fr: 'Cette adresse ne peut pas être réabonnée ici. Écrivez-nous, l’adresse est au bas de la page.',
    en: 'This address cannot be subscribed again here. Write to us, the address is at the foot of the page.',
  },
} as const;

export const pauseWords = {
  offer: { fr: 'Ou seulement une pause\u202F?', en: 'Or just a pause?' },
  until: { fr: 'Les lettres reviendront le', en: 'Letters come again on' },
  pause: { fr: 'Faire une pause', en: 'Take a pause' },
  paused: (day: string): Words => ({
    fr: `En pause\u00A0: les lettres reviendront d’elles-mêmes le ${day}.`,
    en: `Paused: letters come again by themselves on ${day}.`,
  }),
  resume: { fr: 'Reprendre maintenant', en: 'Resume now' },
  notADay: {
    fr: 'Choisissez un jour entre demain et dans un an. Rien n’a été changé.',
    en: 'Choose a day between tomorrow and a year from now. Nothing was changed.',
  },
} as const;

export const goneWords = {
  title: { fr: 'Cette adresse n’est plus dans nos listes', en: 'This address is no longer on our lists' },
  text: {
    fr: 'Elle a été effacée, et nous ne lui écrivons plus. Vous n’avez rien à faire.',
    en: 'It was erased, and we do not write to it any more. There is nothing you need to do.',
  },
} as const;

export const noticeWords = {
  onwards: { fr: 'Voir toutes nos lettres', en: 'See all our newsletters' },
} as const;

export const overWords = {
  title: { fr: 'Ce lien n’est plus valable', en: 'This link is no longer valid' },
  text: {
    fr: 'Il a servi, il a expiré, ou votre messagerie l’a coupé. Rien n’a été changé : demandez-en un autre depuis vos préférences, au bas de chaque lettre.',
    en: 'It was used, it expired, or your mail program cut it. Nothing was changed: ask for another one from your preferences, at the end of each letter.',
  },
} as const;

export const sentenceWords = {
  again: {
    fr: 'La phrase que vous acceptez n’est plus celle que vous avez lue. Rien n’a été changé\u00A0: relisez-la, puis appuyez de nouveau.',
    en: 'The sentence that you agree to is no longer the one that you read. Nothing was changed: read it again, then press once more.',
  },
  rest: {
    fr: 'La phrase que vous acceptez n’est plus celle que vous avez lue\u00A0: relisez-la, puis enregistrez de nouveau. Le reste est enregistré.',
    en: 'The sentence that you agree to is no longer the one that you read: read it again, then save once more. The rest is saved.',
  },
  former: {
    fr: 'Cette page a changé depuis que vous l’avez ouverte\u00A0: tout n’est pas encore enregistré. Vérifiez vos choix, puis enregistrez de nouveau.',
    en: 'This page has changed since you opened it: not everything is saved yet. Check your choices, then save once more.',
  },
} as const;

export const preferenceWords = {
  title: { fr: 'Vos préférences', en: 'Your preferences' },
  all: { fr: 'Toutes vos préférences', en: 'All your preferences' },
  saved: { fr: 'C’est enregistré.', en: 'Saved.' },
  suppressed: {
    fr: 'Une lettre n’a pas pu être activée pour cette adresse. Écrivez-nous, l’adresse est au bas de la page.',
    en: 'A newsletter could not be turned on for this address. Write to us, the address is at the foot of the page.',
  },
  barred: {
    fr: 'Nos lettres ont été signalées comme indésirables, ou arrêtées par la rédaction\u00A0: aucune n’arrive plus ici, quoi que vous choisissiez. C’est une erreur\u202F? Écrivez-nous, l’adresse est au bas de la page.',
    en: 'Our letters were reported as junk, or stopped by the newsroom: none comes here any more, whatever you choose. Is it a mistake? Write to us, the address is at the foot of the page.',
  },
  newsletters: { fr: 'Je souhaite recevoir', en: 'I would like to receive' },
  firstName: { fr: 'Votre prénom', en: 'Your first name' },
  firstNameHint: {
    fr: 'Pour vous saluer dans la lettre. Celui que nous connaissons n’est pas montré ici\u202F; laissez vide pour ne rien changer.',
    en: 'To greet you in the letter. The one we know is not shown here; leave empty to change nothing.',
  },
  noFirstName: {
    fr: 'Ne plus m’appeler par mon prénom',
    en: 'No longer call me by my first name',
  },
  commune: { fr: 'Votre commune', en: 'Your town' },
  noCommune: { fr: 'Aucune en particulier', en: 'None in particular' },
  save: { fr: 'Enregistrer', en: 'Save' },
} as const;

export const trackingWords = {
  title: { fr: 'Mesure de la lecture', en: 'Reading statistics' },
  save: { fr: 'Enregistrer ces deux choix', en: 'Save these two choices' },
} as const;

export const receiptWords = {
  title: { fr: 'Pourquoi vous recevez nos lettres', en: 'Why you receive our letters' },
  print: {
    fr: 'Pour garder ce reçu, imprimez la page : elle est faite pour cela.',
    en: 'To keep this receipt, print the page: it is made for that.',
  },
  explain: {
    fr: 'Voici ce que vous avez accepté ou retiré, quand et en quels termes. Rien n’y est jamais modifié.',
    en: 'This is what you agreed to or withdrew, when and in which words. Nothing in it is ever changed.',
  },
  recorded: { fr: 'Enregistré tel quel\u00A0:', en: 'As it was recorded:' },
  none: {
    fr: 'Aucun consentement n’est enregistré pour cette adresse.',
    en: 'No consent is recorded for this address.',
  },
  granted: (title: string): Words => ({ fr: `${title}\u00A0: accepté`, en: `${title}: agreed` }),
  withdrawn: (title: string): Words => ({ fr: `${title}\u00A0: retiré`, en: `${title}: withdrawn` }),
  newsletter: { fr: 'Recevoir la lettre', en: 'To receive the letter' },
  everyLetter: { fr: 'Toutes nos lettres', en: 'All our letters' },
  open_tracking: { fr: 'Mesure des ouvertures', en: 'Open tracking' },
  click_tracking: { fr: 'Mesure des clics', en: 'Click tracking' },
} as const;

export const kiosqueWords = {
  title: (title: string): Words => ({ fr: `Le kiosque de ${title}`, en: `The archive of ${title}` }),
  none: { fr: 'Aucun numéro ici.', en: 'No issue here.' },
  later: { fr: 'Numéros plus récents', en: 'Later issues' },
  earlier: { fr: 'Numéros plus anciens', en: 'Earlier issues' },
  receive: (title: string): Words => ({ fr: `Recevoir ${title}`, en: `Receive ${title}` }),
  all: { fr: 'Tous les numéros', en: 'All issues' },
  search: { fr: 'Chercher dans les numéros', en: 'Search the issues' },
  go: { fr: 'Chercher', en: 'Search' },
  found: (total: number, words: string): Words => ({
    fr: `${total === 1 ? 'Un numéro trouvé' : `${total} numéros trouvés`} pour «\u00A0${words}\u00A0»`,
    en: `${total === 1 ? 'One issue' : `${total} issues`} found for “${words}”`,
  }),
  notFound: (words: string): Words => ({
    fr: `Aucun numéro ne parle de «\u00A0${words}\u00A0».`,
    en: `No issue mentions “${words}”.`,
  }),
  advice: {
    fr: 'Essayez moins de mots, ou d’autres. Des guillemets cherchent une expression entière.',
    en: 'Try fewer words, or others. Quotation marks look for a whole phrase.',
  },
  more: { fr: 'Résultats suivants', en: 'More results' },
  fewer: { fr: 'Résultats précédents', en: 'Previous results' },
} as const;

export const eraseWords = {
  title: { fr: 'Tout effacer\u202F?', en: 'Erase everything?' },
  explain: {
    fr: 'Votre adresse, votre prénom, votre commune et vos choix seront effacés aussitôt, et nous ne vous écrirons plus. Il ne restera qu’une empreinte illisible, pour ne jamais vous réinscrire par erreur. Ce qui est effacé ne revient pas, mais vous pourrez toujours vous réinscrire.',
    en: 'Your address, first name, town and choices will be erased at once, and we will not write to you again. Only an unreadable fingerprint stays, so that you are never subscribed again by mistake. What is erased does not come back, but you can always sign up again.',
  },
  forwarded: {
    fr: 'Cette lettre vous a été transférée\u202F? N’appuyez pas\u00A0: cela effacerait la personne qui vous l’a envoyée.',
    en: 'Was this letter forwarded to you? Do not press: it would erase the person who sent it to you.',
  },
  erase: { fr: 'Effacer mes données', en: 'Erase my data' },
  back: { fr: 'Ne rien effacer', en: 'Erase nothing' },
} as const;

export const troubleWords = {
  badLink: {
    title: { fr: 'Ce lien n’est pas complet', en: 'This link is not complete' },
    text: {
      fr: 'Votre messagerie l’a peut-être coupé. Rien n’a été changé. Rouvrez la lettre et suivez le lien qui se trouve tout en bas\u202F; s’il ne fonctionne pas, répondez simplement à la lettre.',
      en: 'Your mail program may have cut it. Nothing was changed. Open the letter again and follow the link at its very end; if that does not work, simply reply to the letter.',
    },
  },
  notFound: {
    title: { fr: 'Cette page n’existe pas', en: 'This page does not exist' },
    text: {
      fr: 'L’adresse est peut-être mal écrite, ou le numéro n’a pas encore paru.',
      en: 'The address may be misspelt, or the issue has not appeared yet.',
    },
  },
  otherMethod: {
    title: { fr: 'Cette adresse ne s’utilise pas ainsi', en: 'This address is not used in that way' },
    text: {
      fr: 'Elle se lit, ou reçoit son propre formulaire. Rien n’a été changé.',
      en: 'It is read, or takes its own form. Nothing was changed.',
    },
  },
  notUnderstood: {
    title: { fr: 'Cette demande n’a pas été comprise', en: 'This request was not understood' },
    text: {
      fr: 'Rien n’a été changé. Rouvrez le lien de la lettre.',
      en: 'Nothing was changed. Open the link of the letter again.',
    },
  },
  tooLarge: {
    title: { fr: 'Cette demande est trop longue', en: 'This request is too large' },
    text: { fr: 'Rien n’a été changé.', en: 'Nothing was changed.' },
  },
  tooOften: {
    title: { fr: 'Trop de demandes à la fois', en: 'Too many requests at once' },
    text: {
      fr: 'Rien n’a été changé. Réessayez dans une heure.',
      en: 'Nothing was changed. Please try again in an hour.',
    },
  },
  fault: {
    title: { fr: 'Une erreur est survenue de notre côté', en: 'Something went wrong on our side' },
    text: { fr: 'Réessayez dans quelques minutes.', en: 'Please try again in a few minutes.' },
  },
} as const;
export type Trouble = keyof typeof troubleWords;
