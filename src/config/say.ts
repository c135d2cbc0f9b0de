/** The two languages of those who work with Hebdo: whatever is told is put into both at once, at the end of its way. */

/** Chooses between the two languages that an editor may work in: `say('fr', 'en')`. */
export type Say = (french: string, english: string) => string;

export function sayIn(language: 'fr' | 'en'): Say {
  return (french, english) => (language === 'fr' ? french : english);
}

type OneOrMore = readonly [one: string, more: string];

/** Says a number of things: the words are of one, and of more. French counts nought as one («0 lettre»), English does not. */
export function sayCount(count: number, say: Say, french: OneOrMore, english: OneOrMore): string {
  return say(french[count < 2 ? 0 : 1], english[count === 1 ? 0 : 1]);
}

/** As commands and programs are told. */
export const inEnglish: Say = sayIn('en');
