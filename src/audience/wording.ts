/** What a reader agreed to, word for word: each version has a number and the hash that receipts name. */
import { createHash } from 'node:crypto';

export type Wording = {
  readonly text: string;
  readonly language: 'fr' | 'en';
  readonly version: string;
  /** Hex SHA-256 of the text as it was shown. */
  readonly hash: string;
};

/** What somebody agreed to by pressing a button. */
export type Agreed = {
  /** The sentence that stood there. */
  readonly wording: Wording;
  /** Truncated (network.ts). */
  readonly network: string | null;
};

/** To be counted on whenever a word of the sentences below changes. */
const version = 'sign-up 1';

/** The sentence above the button. `titles`: the one newsletter of the page, or those it lets choose. */
export function signUpWording(
  { paper, titles }: { readonly paper: string; readonly titles: readonly string[] },
  language: 'fr' | 'en',
): Wording {
  return wordingOf(sentences[language](paper, titles), language, version);
}

/** A sentence under its number and its hash. */
export function wordingOf(text: string, language: 'fr' | 'en', version: string): Wording {
  return { text, language, version, hash: createHash('sha256').update(text).digest('hex') };
}

/** The end of every sentence about receiving letters. */
export const freedom = {
  fr: 'Mon adresse ne sert qu’à cela. Je peux me désabonner à tout moment, d’un clic au bas de chaque lettre.',
  en: 'My address serves nothing else. I can unsubscribe at any time with one click at the end of each letter.',
} as const;

const sentences = {
  fr: (paper: string, titles: readonly string[]) =>
    `J’accepte que ${paper} m’envoie par courriel ${chosen(titles, 'la ou les lettres que je coche')}. ${freedom.fr}`,
  en: (paper: string, titles: readonly string[]) =>
    `I agree that ${paper} sends me by e-mail ${chosen(titles, 'the newsletters that I tick')}. ${freedom.en}`,
};

function chosen(titles: readonly string[], several: string): string {
  const [only] = titles;
  return titles.length === 1 && only !== undefined ? only : `${several} (${titles.join(', ')})`;
}
