/** What a signed link may show of its reader. */
import { maskAddress } from './address.ts';
import type { EmailAddress, SubscriberId } from './ids.ts';
import type { SubscriptionState } from './subscription.ts';
import type { OpenedToken, TokenPurpose } from './token.ts';
import type { Tracking } from './tracking.ts';

export type ReaderSeen =
  | {
      readonly kind: 'reader';
      /** Of the letter whose link was followed. */
      readonly newsletter: string;
      /** Never the whole, and no name beside it: letters get forwarded, and their links with them. */
      readonly maskedAddress: string;
      readonly commune: string | null;
      readonly moreCommunes: readonly string[];
      readonly sections: readonly string[];
      /** The one they chose; null: the newsletter's. */
      readonly language: 'fr' | 'en' | null;
      readonly tracking: Tracking;
      readonly subscriptions: Readonly<Record<string, SubscriptionState>>;
      /** The day letters come again (YYYY-MM-DD), by newsletter that rests. */
      readonly paused: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'gone'; readonly newsletter: string }
  | { readonly kind: 'invalid' };

type StoredReader = {
  readonly email: EmailAddress;
  readonly commune: string | null;
  readonly moreCommunes: readonly string[];
  readonly sections: readonly string[];
  readonly language: string | null;
  readonly tracking: Tracking;
  readonly subscriptions: Readonly<Record<string, SubscriptionState>>;
  readonly paused: Readonly<Record<string, string>>;
};

/** Looks, and changes nothing. */
export async function readerBehind(
  purpose: TokenPurpose,
  text: string,
  needs: {
    readonly open: (purpose: TokenPurpose, text: string) => OpenedToken;
    readonly subscriber: (id: SubscriberId) => Promise<StoredReader | null>;
  },
): Promise<ReaderSeen> {
  const opened = needs.open(purpose, text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter } = opened.token;
  const reader = await needs.subscriber(subscriberId);
  if (reader === null) return { kind: 'gone', newsletter };
  const { email, language, commune, moreCommunes, sections, tracking, subscriptions, paused } = reader;
  return {
    kind: 'reader',
    newsletter,
    maskedAddress: maskAddress(email),
    commune,
    moreCommunes,
    sections,
    language: language === 'fr' || language === 'en' ? language : null,
    tracking,
    subscriptions,
    paused,
  };
}
