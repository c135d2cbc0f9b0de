/** Why somebody left, if they care to say: a word of a list, counted, and kept without the person. */
import type { SubscriberId } from './ids.ts';
import type { OpenedToken } from './token.ts';

export const departureReasons = [
  'too_many',
  'not_for_me',
  'never_asked',
  'moved',
  'display',
  'other',
] as const;
export type DepartureReason = (typeof departureReasons)[number];

export type DepartureNeeds = {
  readonly open: (purpose: 'unsubscribe', text: string) => OpenedToken;
  /** Counts it, once per farewell; nothing for whoever has not left. */
  readonly count: (reader: SubscriberId, newsletter: string, reason: DepartureReason) => Promise<void>;
};

/** A word that is not of the list counts for nothing. */
export async function tellReason(
  text: string,
  reason: string,
  { open, count }: DepartureNeeds,
): Promise<{ readonly kind: 'told' | 'invalid' }> {
  const opened = open('unsubscribe', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const known = departureReasons.find((one) => one === reason);
  if (known !== undefined) await count(opened.token.subscriberId, opened.token.newsletter, known);
  return { kind: 'told' };
}
