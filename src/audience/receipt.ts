/** The proof of consent, as a reader or an operator may see and print it. */
import { maskAddress } from './address.ts';
import type { EmailAddress, SubscriberId } from './ids.ts';
import type { OpenedToken } from './token.ts';

export type ConsentRecord = {
  /** null: of every newsletter of the paper. */
  readonly newsletter: string | null;
  readonly purpose: 'newsletter' | 'open_tracking' | 'click_tracking';
  readonly action: 'granted' | 'withdrawn';
  readonly at: Date;
  /** Page, import file or command. */
  readonly source: string;
  /** Truncated; null where no page was involved. */
  readonly network: string | null;
  /** The sentence that was shown, in the language that it was shown in; null where none was, as for an import. */
  readonly wording: {
    readonly text: string;
    readonly language: 'fr' | 'en';
    readonly version: string;
    readonly hash: string;
  } | null;
};

export type ReceiptSeen =
  | {
      readonly kind: 'receipt';
      readonly newsletter: string;
      readonly maskedAddress: string;
      readonly language: 'fr' | 'en' | null;
      readonly records: readonly ConsentRecord[];
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'invalid' };

/** What a reader's own link shows. The letter may have been forwarded: the address is masked. */
export async function receiptBehind(
  text: string,
  needs: {
    readonly open: (purpose: 'preferences', text: string) => OpenedToken;
    readonly subscriber: (
      id: SubscriberId,
    ) => Promise<{ readonly email: EmailAddress; readonly language: string | null } | null>;
    readonly records: (email: EmailAddress, id: SubscriberId) => Promise<readonly ConsentRecord[]>;
  },
): Promise<ReceiptSeen> {
  const opened = needs.open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const reader = await needs.subscriber(opened.token.subscriberId);
  if (reader === null) return { kind: 'gone' };
  const records = await needs.records(reader.email, opened.token.subscriberId);
  const { newsletter } = opened.token;
  const language = reader.language === 'fr' || reader.language === 'en' ? reader.language : null;
  return { kind: 'receipt', newsletter, maskedAddress: maskAddress(reader.email), language, records };
}
