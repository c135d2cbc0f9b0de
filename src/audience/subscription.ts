/** One reader and one newsletter: the states, and which choice leads where. */
export type SubscriptionState = 'pending' | 'active' | 'unsubscribed' | 'bounced';

/** What a reader's or an operator's choice does; change null: it was so already, nothing is written. */
export type Choice = {
  readonly state: SubscriptionState | null;
  readonly change: { readonly to: SubscriptionState; readonly action: 'granted' | 'withdrawn' } | null;
};

/** Leaving is always possible, and leaving twice is the same as once. */
export function leave(state: SubscriptionState | null): Choice {
  if (state === null || state === 'unsubscribed') return { state, change: null };
  return { state: 'unsubscribed', change: { to: 'unsubscribed', action: 'withdrawn' } };
}

export function asItIs(state: SubscriptionState | null): Choice {
  return { state, change: null };
}

/** A page shows a letter that bounced, or waits for its confirmation, as not received: leaving it so takes nothing back. */
export function notWanted(state: SubscriptionState | null): Choice {
  return state === 'active' ? leave(state) : asItIs(state);
}

/** The reader asks for the letter, at the address that received the link: the address works and is theirs. */
export function comeBack(state: SubscriptionState | null): Choice {
  if (state === 'active') return { state, change: null };
  return { state: 'active', change: { to: 'active', action: 'granted' } };
}
