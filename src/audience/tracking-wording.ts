/** What a reader agrees to when ticking a tracking choice; a version is counted on whenever a word changes. */
import type { TrackingPurpose } from './tracking.ts';
import { type Wording, wordingOf } from './wording.ts';

/** The sentence beside a tracking choice. It names its end, its means, and that nothing hangs on it (CNIL 2026-042). */
export function trackingWording(paper: string, purpose: TrackingPurpose, language: 'fr' | 'en'): Wording {
  const { sentence, version } = sentences[purpose];
  return wordingOf(sentence[language](paper), language, version);
}

const sentences = {
  open_tracking: {
    version: 'open tracking 1',
    sentence: {
      fr: (paper: string) =>
        `J’accepte qu’une image invisible dise à ${paper} si et quand j’ouvre ses lettres, pour savoir ce qui est lu. ` +
        'Rien n’en dépend\u00A0: je reçois les mêmes lettres sans cela. Je peux le retirer à tout moment, même pour les lettres déjà reçues.',
      en: (paper: string) =>
        `I agree that an invisible picture tells ${paper} whether and when I open its letters, so that it learns what is read. ` +
        'Nothing depends on it: I get the same letters without. I can withdraw at any time, for letters already received too.',
    },
  },
  click_tracking: {
    version: 'click tracking 1',
    sentence: {
      fr: (paper: string) =>
        `J’accepte que ${paper} enregistre quels liens de ses lettres je suis, pour savoir ce qui intéresse. ` +
        'Rien n’en dépend\u00A0: je reçois les mêmes lettres sans cela. Je peux le retirer à tout moment, même pour les lettres déjà reçues.',
      en: (paper: string) =>
        `I agree that ${paper} records which links of its letters I follow, so that it learns what is of interest. ` +
        'Nothing depends on it: I get the same letters without. I can withdraw at any time, for letters already received too.',
    },
  },
} as const;
