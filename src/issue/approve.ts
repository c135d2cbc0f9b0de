/** Approval: a person (or the slot, unattended) answers for one edition; what leaves later is that edition. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { CheckReport } from './check.ts';
import type { DeskIssue } from './desk.ts';
import type { Edition } from './edition.ts';
import { mayDo } from './issue.ts';

export type ApproveOutcome =
  | { readonly kind: 'approved'; readonly issue: DeskIssue; readonly report: CheckReport }
  /** `approval: two`: the names that approved this very edition so far. */
  | {
      readonly kind: 'waiting';
      readonly issue: DeskIssue;
      readonly by: readonly string[];
      readonly report: CheckReport;
    }
  /** Approved before, for the same edition as now; a page may have gone since, and then the report blocks. */
  | { readonly kind: 'already'; readonly issue: DeskIssue; readonly report: CheckReport }
  | { readonly kind: 'blocked'; readonly report: CheckReport }
  /** Sending, sent, cancelled: too late. */
  | { readonly kind: 'settled'; readonly issue: DeskIssue }
  /** Somebody changed the issue while it was checked. */
  | { readonly kind: 'changed'; readonly issue: DeskIssue }
  | { readonly kind: 'no_issue'; readonly period: Period };

export type ApproveNeeds = {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  readonly check: (newsletter: Newsletter, issue: DeskIssue) => Promise<CheckReport>;
  /** Stores the edition and notes who approved it. Returns all who approved this edition, in order. */
  readonly note: (issue: DeskIssue, edition: Edition, by: string, at: Date) => Promise<readonly string[]>;
  /** draft, this version → approved. False when it is not that any more. */
  readonly lock: (issue: DeskIssue, hash: EditionHash, by: string, at: Date) => Promise<boolean>;
  /** approved or scheduled → draft, with the reason. */
  readonly unapprove: (id: IssueId, reason: string) => Promise<boolean>;
};

export type Signature = {
  readonly by: string;
  readonly at: Date;
  /** The edition that the person saw: another one is not approved in its place. */
  readonly expected?: EditionHash | undefined;
};

/**
 * Composes and checks; what blocks refuses. An approved issue that would compose differently now is approved anew, on
 * its new edition. Twice the same approval changes nothing.
 */
export async function approveIssue(
  newsletter: Newsletter,
  period: Period,
  { by, at, expected }: Signature,
  needs: ApproveNeeds,
): Promise<ApproveOutcome> {
  const found = await needs.find(newsletter.name, period);
  if (!found) return { kind: 'no_issue', period };
  if (!mayDo(found.state, 'approve') && !mayDo(found.state, 'unapprove'))
    return { kind: 'settled', issue: found };
  const report = await needs.check(newsletter, found);
  const { edition } = report;
  if (expected !== undefined && edition?.hash !== expected) return { kind: 'changed', issue: found };
  if (edition !== null && found.approvedHash === edition.hash)
    return { kind: 'already', issue: found, report };
  if (report.blocked || edition === null) return { kind: 'blocked', report };
  const issue = found.state === 'draft' ? found : await reopened(newsletter, found, needs);
  if (issue === null) return { kind: 'changed', issue: found };

  const approvers = await needs.note(issue, edition, by, at);
  if (new Set(approvers).size < peopleAsked(newsletter))
    return { kind: 'waiting', issue, by: approvers, report };
  const locked = await needs.lock(issue, edition.hash, [...new Set(approvers)].join(', '), at);
  const now = await needs.find(newsletter.name, period);
  if (!now) return { kind: 'no_issue', period };
  return locked ? { kind: 'approved', issue: now, report } : { kind: 'changed', issue: now };
}

function peopleAsked({ approval }: Newsletter): number {
  return approval === 'two' ? 2 : 1;
}

async function reopened(
  newsletter: Newsletter,
  issue: DeskIssue,
  needs: ApproveNeeds,
): Promise<DeskIssue | null> {
  const reason =
    newsletter.language === 'fr'
      ? 'Une autre édition a été soumise à l’approbation.'
      : 'Another edition was put up for approval.';
  return (await needs.unapprove(issue.id, reason)) ? needs.find(newsletter.name, issue.period) : null;
}
