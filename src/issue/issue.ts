/** An issue: the choice an editor answers for, and the table of what may be done to it in each state. */
import type { ArticleId, EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { Sponsor } from '../config/newsletter.ts';
import type { Article, ArticleImage } from '../gather/article.ts';

export type IssueState = 'draft' | 'approved' | 'scheduled' | 'sending' | 'paused' | 'sent' | 'cancelled';
export type IssueAction =
  | 'redraft'
  | 'edit'
  | 'approve'
  | 'unapprove'
  | 'schedule'
  | 'hold'
  | 'send'
  | 'pause'
  | 'resume'
  | 'cancel';

/** Which actions each state allows: read by commands, studio and API alike. */
const allowedActions = {
  draft: ['redraft', 'edit', 'approve', 'cancel'],
  approved: ['edit', 'unapprove', 'schedule', 'hold', 'send', 'cancel'],
  scheduled: ['edit', 'unapprove', 'schedule', 'hold', 'send', 'cancel'],
  sending: ['send', 'pause', 'cancel'],
  paused: ['resume', 'cancel'],
  sent: [],
  cancelled: [],
} as const satisfies Record<IssueState, readonly IssueAction[]>;

/** Whether the action is allowed now. */
export function mayDo(state: IssueState, action: IssueAction): boolean {
  return (allowedActions[state] as readonly IssueAction[]).includes(action);
}

/** Where in the letter an item stands. */
export type Block =
  | { readonly kind: 'lead' }
  /** Articles that name no rubrique of the paper, after the lead. */
  | { readonly kind: 'front_page' }
  | { readonly kind: 'section'; readonly section: string }
  | { readonly kind: 'most_read' }
  | { readonly kind: 'agenda' }
  | { readonly kind: 'commune'; readonly commune: string };

/** One choice with its reason; what an editor changed stands beside the original, never over it. */
export type IssueItem = {
  readonly articleId: ArticleId;
  readonly block: Block;
  readonly position: number;
  /** Why it was chosen, one sentence in the newsletter's language. */
  readonly reason: string;
  readonly pinned: boolean;
  /** The article's content hash when it was picked: another one now means that it changed. */
  readonly pickedHash: string;
  readonly edited: {
    readonly title?: string;
    readonly excerpt?: string;
    readonly image?: ArticleImage | null;
  };
};

/** A correction of an issue that left, as the next one may print it. */
export type ErratumChoice = {
  readonly id: number;
  /** Number of the corrected issue. */
  readonly number: number;
  readonly text: string;
  readonly printed: boolean;
};

export type Edito = { readonly text: string; readonly signature: string };

export type Issue = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly number: number;
  /** The date printed in the masthead, YYYY-MM-DD in the newsletter's time zone. */
  readonly date: string;
  readonly state: IssueState;
  readonly subject: string;
  readonly preheader: string;
  readonly edito: Edito | null;
  /** Partners as the desk changed or added them, by id, beside those of newsletter.yaml; null: taken out. */
  readonly sponsors: Readonly<Record<string, Sponsor | null>>;
  /** Corrections of earlier issues, and whether this one prints them. */
  readonly errata: readonly ErratumChoice[];
  readonly items: readonly IssueItem[];
  /** Grows with each change: a writer who read an older one is told, never obeyed. */
  readonly version: number;
  readonly approvedHash: EditionHash | null;
  readonly sendAt: Date | null;
  readonly pausedReason: string | null;
};

/** An item joined to its article, as composition reads it. */
export type ChosenArticle = IssueItem & { readonly article: Article };
