/** The two languages of those who work with Hebdo: whatever is told is put into both at once, at the end of its way. */

/** Chooses between the two languages that an editor may work in: `say('fr', 'en')`. */
export type Say = (french: string, english: string) => string;

export function sayIn(language: 'fr' | 'en'): Say {
  return (french, english) => (language === 'fr' ? french : english);
}

/** As commands and programs are told. */
export const inEnglish: Say = sayIn('en');
