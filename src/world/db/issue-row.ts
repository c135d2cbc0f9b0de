/** An issue as its row tells it, with its items in the same row. */
import type { ArticleId, EditionHash, IssueId, Period } from '../../audience/ids.ts';
import type { DeskIssue, IssuePart } from '../../issue/desk.ts';
import type { Block, Edito, Issue, IssueItem, IssueState } from '../../issue/issue.ts';

export type IssueRow = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly number: number;
  readonly date: string;
  readonly state: IssueState;
  readonly subject: string;
  readonly preheader: string;
  readonly edito: Edito | null;
  readonly sponsors: Issue['sponsors'];
  readonly errata: Issue['errata'];
  readonly version: number;
  readonly approved_hash: EditionHash | null;
  readonly approved_by: string | null;
  readonly unapproved_reason: string | null;
  readonly approved_at: Date | null;
  readonly leave_asked_by: string | null;
  readonly send_at: Date | null;
  readonly drafted_for: Date | null;
  readonly paused_reason: string | null;
  readonly edited: readonly IssuePart[];
  readonly items: readonly {
    readonly article_id: ArticleId;
    readonly block: Block;
    readonly position: number;
    readonly reason: string;
    readonly pinned: boolean;
    readonly picked_hash: string;
    readonly edited: IssueItem['edited'];
  }[];
};

export function issueOf(row: IssueRow): DeskIssue {
  return {
    id: row.id,
    newsletter: row.newsletter,
    period: row.period,
    number: row.number,
    date: row.date,
    state: row.state,
    subject: row.subject,
    preheader: row.preheader,
    edito: row.edito,
    sponsors: row.sponsors,
    errata: row.errata,
    items: row.items.map((item) => ({
      articleId: item.article_id,
      block: item.block,
      position: item.position,
      reason: item.reason,
      pinned: item.pinned,
      pickedHash: item.picked_hash,
      edited: item.edited,
    })),
    version: row.version,
    approvedHash: row.approved_hash,
    sendAt: row.send_at,
    draftedFor: row.drafted_for,
    pausedReason: row.paused_reason,
    edited: row.edited,
    approvedBy: row.approved_by,
    unapprovedReason: row.unapproved_reason,
    approvedAt: row.approved_at,
    leaveAskedBy: row.leave_asked_by,
  };
}
