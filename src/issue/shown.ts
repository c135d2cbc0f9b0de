/** Which bytes a look at an issue shows: what would be composed now, until somebody answers for an edition. */
import type { Issue } from './issue.ts';

export type Shown = 'would_leave' | 'approved' | 'left';

export function shownOf({ state, approvedHash }: Pick<Issue, 'state' | 'approvedHash'>): Shown {
  if (approvedHash === null) return 'would_leave';
  return state === 'sent' ? 'left' : 'approved';
}
