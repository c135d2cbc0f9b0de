/** Sets text as a French (or English) printer would: the last thing that happens to words before the template. */
import { typesetFrench } from './typography-french.ts';

export type Language = 'fr' | 'en';

/**
 * What typography must not touch: slots, web and mail addresses. They are cut out and put back as they were.
 * The capturing group keeps them in the result of split, at the odd places.
 */
const untouchable =
  /(\[\[.*?\]\]|(?:https?:\/\/|www\.)[^\s<>«»"“”]+|[^\s@<>«»"“”]+@[^\s@<>«»"“”]+\.[\p{L}]{2,})/su;

/**
 * Plain text in (never markup), plain text out. Setting twice is setting once.
 * Source of the French rules: Lexique des règles typographiques en usage à l'Imprimerie nationale.
 */
export function typeset(text: string, language: Language): string {
  const set = language === 'fr' ? typesetFrench : typesetEnglish;
  return text
    .split(untouchable)
    .map((part, at) => (at % 2 === 1 ? part : set(part)))
    .join('');
}

function typesetEnglish(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])'(?=\p{L})/gu, '’')
    .replace(/(^|[\s([])"([^"\n]*[^\s"])"/gu, '$1“$2”')
    .replace(/\.{3}/g, '…');
}
