/** Dates and numbers in words, as a masthead prints them. */
import type { Language } from './typography.ts';

/** «mardi 24 novembre 2026», «mardi 1er décembre 2026»; `date` is YYYY-MM-DD, a calendar day without a zone. */
export function dateInWords(date: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`));
  return language === 'fr' ? words.replace(/(?<= )1(?= )/, '1er') : words;
}

/** «24 novembre» of a moment, in the newsletter's time zone. */
export function dayInWords(moment: Date, timeZone: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone,
  }).format(moment);
  return language === 'fr' ? words.replace(/^1(?= )/, '1er') : words;
}
