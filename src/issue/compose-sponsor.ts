/** The sponsor slot: which partner's flight covers the date. Templates only show the answer. */
import type { Newsletter } from '../config/newsletter.ts';
import { safeAddress } from './compose-address.ts';
import type { Picture } from './image-choice.ts';
import { type Language, typeset } from './typography.ts';

export type Sponsor = Newsletter['sponsors'][number];
export type LetterSponsor = {
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly picture: Picture | null;
};

/** `date` is YYYY-MM-DD; both ends of a flight count. Partners of the same days take turns by the number. */
export function sponsorOn(sponsors: readonly Sponsor[], date: string, number: number): Sponsor | null {
  const flying = sponsors.filter(({ from, until }) => from <= date && date <= until);
  return flying[number % Math.max(1, flying.length)] ?? null;
}

export function letterSponsor(sponsor: Sponsor, language: Language, picture: Picture | null): LetterSponsor {
  return {
    title: typeset(sponsor.title, language),
    text: typeset(sponsor.text.replace(/\s+/g, ' ').trim(), language),
    url: safeAddress(sponsor.url) ?? '',
    picture: picture && { ...picture, alt: typeset(picture.alt, language) },
  };
}
