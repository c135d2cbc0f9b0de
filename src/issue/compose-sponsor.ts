/** A partner as the letter prints it. Templates only show the answer. */
import type { Sponsor } from '../config/newsletter.ts';
import { safeAddress } from './compose-address.ts';
import type { Picture } from './image-choice.ts';
import { type Language, typeset } from './typography.ts';

export type LetterSponsor = {
  /** «Publicité», «Partenaire»: a reader is told that it is paid for. */
  readonly mark: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly picture: Picture | null;
};

export function letterSponsor(sponsor: Sponsor, language: Language, picture: Picture | null): LetterSponsor {
  return {
    mark: sponsorMark(sponsor.mark, language),
    title: typeset(sponsor.title, language),
    text: typeset(sponsor.text.replace(/\s+/g, ' ').trim(), language),
    url: safeAddress(sponsor.url) ?? '',
    picture: picture && { ...picture, alt: typeset(picture.alt, language) },
  };
}

export function sponsorMark(mark: Sponsor['mark'], language: Language): string {
  const words = {
    advert: { fr: 'Publicité', en: 'Advertisement' },
    partner: { fr: 'Partenaire', en: 'Partner' },
    sponsored: { fr: 'Contenu sponsorisé', en: 'Sponsored content' },
  };
  return words[mark][language];
}
