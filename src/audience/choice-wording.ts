/** What a reader agrees to by a button of their own pages; a version is counted on whenever a word changes. */
import { freedom, type Wording, wordingOf } from './wording.ts';

export type ChoiceMade = keyof typeof sentences;

/** The sentence above such a button. `titles`: the letters that it is about, in the order of the sentence. */
export function choiceWording(
  choice: ChoiceMade,
  { paper, titles }: { readonly paper: string; readonly titles: readonly string[] },
  language: 'fr' | 'en',
): Wording {
  const { version, ...sentence } = sentences[choice];
  return wordingOf(`${sentence[language](paper, titles)} ${freedom[language]}`, language, version);
}

type Say = (paper: string, titles: readonly string[]) => string;

const sentences = {
  preferences: {
    version: 'preferences 1',
    fr: (paper, titles) =>
      `J’accepte que ${paper} m’envoie par courriel chaque lettre que je choisis ici (${titles.join(', ')}).`,
    en: (paper, titles) =>
      `I agree that ${paper} sends me by e-mail each newsletter that I choose here (${titles.join(', ')}).`,
  },
  come_back: {
    version: 'subscribe again 1',
    fr: (paper, [title]) => `J’accepte que ${paper} m’envoie de nouveau ${title} par courriel.`,
    en: (paper, [title]) => `I agree that ${paper} sends me ${title} by e-mail again.`,
  },
  fewer: {
    version: 'fewer letters 1',
    fr: (paper, [calmer, title]) =>
      `J’accepte que ${paper} m’envoie ${calmer} par courriel, à la place de ${title}.`,
    en: (paper, [calmer, title]) =>
      `I agree that ${paper} sends me ${calmer} by e-mail, in place of ${title}.`,
  },
  move: {
    version: 'move 1',
    fr: (paper) =>
      `J’accepte que ${paper} m’envoie à cette adresse, par courriel, les lettres que j’ai choisies.`,
    en: (paper) => `I agree that ${paper} sends the newsletters that I chose to this address by e-mail.`,
  },
} as const satisfies Record<string, { readonly version: string; readonly fr: Say; readonly en: Say }>;
