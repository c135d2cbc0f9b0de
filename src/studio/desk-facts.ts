/** What the desk shows of one newsletter. */
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { FeedHealth } from '../gather/feed-memory.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { PastIssue } from './past-issues.tsx';

export type LetterOnDesk = {
  readonly newsletter: Newsletter;
  readonly period: Period;
  readonly issue: DeskIssue | null;
  /** Whether another edition would be composed now than the approved one that waits to leave. */
  readonly overtaken: boolean;
  /** When the issue of this period leaves; null without a slot. */
  readonly slot: Date | null;
  readonly next: { readonly gather: Date; readonly draft: Date; readonly send: Date };
  readonly feeds: readonly FeedOnDesk[];
  readonly now: Date;
  /** The latest first. */
  readonly past: readonly PastIssue[];
};

export type FeedOnDesk = {
  readonly url: string;
  readonly name: string;
  readonly health: FeedHealth;
  readonly visitedAt: Date | null;
  readonly items: number;
};
