/** Which newsletters a reader may choose on pages of their own. */
import type { SubscriptionState } from './subscription.ts';

/** Those that are open, and those that they have: one that closed may be kept or left, and is joined by nobody new. */
export function offeredTo<
  Letter extends { readonly name: string; readonly sign_up: { readonly open: boolean } },
>(letters: readonly Letter[], subscriptions: Readonly<Record<string, SubscriptionState>>): readonly Letter[] {
  return letters.filter(
    ({ name, sign_up }) => sign_up.open || (subscriptions[name] ?? 'unsubscribed') !== 'unsubscribed',
  );
}
