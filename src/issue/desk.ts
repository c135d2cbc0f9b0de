/** An issue as the desk keeps it: with what was changed by hand, and who answers for it. */
import type { Issue } from './issue.ts';

/** A part that a person changed; a new selection leaves it as it is. */
export type IssuePart = 'subject' | 'preheader' | 'edito' | 'items' | 'sponsors' | 'errata';

export type DeskIssue = Issue & {
  readonly edited: readonly IssuePart[];
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** Who asked that it leaves at `sendAt`, a moment that can be taken back. */
  readonly leaveAskedBy: string | null;
  /** The slot that the draft was made for, while it was ahead then: another hour of leaving, or none, is somebody's wish. */
  readonly draftedFor: Date | null;
  /** Why an approval was taken back. */
  readonly unapprovedReason: string | null;
};

/** What drafting writes. */
export type Draft = Pick<
  Issue,
  'newsletter' | 'period' | 'number' | 'date' | 'subject' | 'preheader' | 'items'
> & {
  /** While it is ahead; null when it has passed. */
  readonly slot: Date | null;
  /** The slot, or what somebody wished instead of the one before. */
  readonly sendAt: Date | null;
  readonly draftedAt: Date;
};
