/** Who asks to move to another address, and whether they may: what their last move or a complaint says against it. */
import { type EmailKey, parseEmailAddress } from './address.ts';
import type { EmailAddress, SubscriberId } from './ids.ts';
import type { OpenedToken } from './token.ts';

/**
 * A move whose days go on. wayBack: forgotten with the address before, once whoever has that was erased; barred by a complaint at
 * one of the two addresses.
 */
export type Lately = { readonly until: Date; readonly wayBack: 'open' | 'taken' | 'forgotten' | 'barred' };

/** What is asked before a new address is. */
export type MoverNeeds = {
  readonly open: (purpose: 'preferences', text: string) => OpenedToken;
  readonly subscriber: (id: SubscriberId) => Promise<{ readonly email: EmailAddress } | null>;
  /** The last move, while its days go on; null: they are over, or there was none. */
  readonly lately: (id: SubscriberId) => Promise<Lately | null>;
  /** Whether a complaint, or an operator, ended letters to this address for good. */
  readonly suppressed: (key: EmailKey) => Promise<boolean>;
};

/** Why a reader cannot move, whatever the new address. barred: a move must not bring letters again to who complained about them. */
export type MoverStopped =
  | ({ readonly kind: 'moved_lately' } & Lately)
  | { readonly kind: 'barred' | 'gone' | 'invalid' };

/** Who would move, and the key of their own address. Looks, and changes nothing. */
export async function moverBehind(
  text: string,
  { open, subscriber, lately, suppressed }: MoverNeeds,
): Promise<
  | {
      readonly kind: 'mover';
      readonly id: SubscriberId;
      readonly newsletter: string;
      readonly own: EmailKey | null;
    }
  | MoverStopped
> {
  const opened = open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId: id, newsletter } = opened.token;
  const reader = await subscriber(id);
  if (reader === null) return { kind: 'gone' };
  const parsed = parseEmailAddress(reader.email);
  const own = parsed.kind === 'address' ? parsed.key : null;
  if (own !== null && (await suppressed(own))) return { kind: 'barred' };
  const moved = await lately(id);
  if (moved !== null) return { kind: 'moved_lately', until: moved.until, wayBack: moved.wayBack };
  return { kind: 'mover', id, newsletter, own };
}
