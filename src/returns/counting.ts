/** What a return means for the reader's future: one pure decision, the same for mails and for refusals at sending. */
import type { FeedbackType } from './complaint.ts';
import type { BounceClass } from './verdict.ts';

/** What is weighed; final false is a delay that may still end well. */
export type Weighed =
  | { readonly kind: 'bounce'; readonly class: BounceClass; readonly final: boolean }
  | { readonly kind: 'complaint'; readonly feedbackType: FeedbackType }
  | { readonly kind: 'auto_reply' };

/** Letters of one newsletter to one reader, the newest first, from the one that came back to the oldest known. */
export type LetterHistory = readonly { readonly at: Date; readonly softBounce: boolean }[];

/** Suppressed with the reason, left as by the reader's own wish, or nothing. */
export type Effect = 'none' | 'hard_bounce' | 'soft_bounces' | 'complaint' | 'left';

/** A full mailbox is emptied after a holiday: several issues in a row, over more than two weeks, are no holiday. */
const softLetters = 4;
const softDays = 15;

/**
 * Hard bounces and complaints end it at once. Soft ones count letters, not mails: the last four all came back, over
 * fifteen days or more; one letter that arrived starts the count again. Blocked is our fault, never the reader's.
 */
export function weigh(returned: Weighed, history: LetterHistory): Effect {
  switch (returned.kind) {
    case 'auto_reply':
      return 'none';
    case 'complaint':
      if (returned.feedbackType === 'opt-out') return 'left';
      return returned.feedbackType === 'abuse' ? 'complaint' : 'none';
    case 'bounce':
      if (!returned.final || returned.class === 'blocked') return 'none';
      return returned.class === 'hard' ? 'hard_bounce' : softEffect(history);
    default:
      return returned satisfies never;
  }
}

function softEffect(history: LetterHistory): Effect {
  const arrived = history.findIndex((letter) => !letter.softBounce);
  const row = arrived < 0 ? history : history.slice(0, arrived);
  const [newest, oldest] = [row[0], row.at(-1)];
  if (newest === undefined || oldest === undefined || row.length < softLetters) return 'none';
  const days = (newest.at.getTime() - oldest.at.getTime()) / 86_400_000;
  return days >= softDays ? 'soft_bounces' : 'none';
}

/** Of an issue that is on its way: letters that were refused as ours, and letters that left. */
export type BlockedFigures = { readonly blocked: number; readonly sent: number };

/** Ten of them and two in a hundred: a provider has something against us, and each further letter makes it worse. */
export function blockedTooOften({ blocked, sent }: BlockedFigures): boolean {
  return blocked >= 10 && blocked >= sent * 0.02;
}
