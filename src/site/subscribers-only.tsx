/** What a channel for subscribers says of itself wherever a reader may choose it: without the mark its letters never come. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Language, Words } from './page.tsx';

const forSubscribers: Words = { fr: 'Réservée aux abonnés du journal', en: 'For the paper’s subscribers' };

export function SubscribersOnly({
  newsletter: { audience },
  language,
}: {
  readonly newsletter: Pick<Newsletter, 'audience'>;
  readonly language: Language;
}) {
  return audience.premium_only === true ? <span className="hint">{forSubscribers[language]}</span> : null;
}
