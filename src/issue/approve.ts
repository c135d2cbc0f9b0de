/** Approval: a person (or the slot, unattended) answers for one edition; what leaves later is that edition. */
import type { EditionHash, IssueId, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { CheckReport } from './check.ts';
import { pastHourCounts } from './departure.ts';
import type { DeskIssue } from './desk.ts';
import type { Edition } from './edition.ts';
import { mayDo } from './issue.ts';

export type ApproveOutcome =
  | { readonly kind: 'approved'; readonly issue: DeskIssue; readonly report: CheckReport }
  /**
   * `approval: two`: the names that approved this very edition so far. needs_chief: they and this one would be enough, but
   * none is a chief's; it was not noted.
   */
  | {
      readonly kind: 'waiting' | 'needs_chief';
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
  /** It goes to other readers than the person saw; seen undefined: nobody said whom they saw. */
  | {
      readonly kind: 'other_readers';
      readonly issue: DeskIssue;
      readonly seen: string | undefined;
      readonly now: string;
    }
  | { readonly kind: 'no_issue'; readonly period: Period };

export type ApproveNeeds = {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  readonly check: (newsletter: Newsletter, issue: DeskIssue) => Promise<CheckReport>;
  /** Mark of those whom the issue goes to as things stand: «everybody», or a segment's name with a digest of what it means. */
  readonly readers: (issue: DeskIssue) => Promise<string>;
  /**
   * Stores the edition and, in one transaction, notes who approved it and locks this version of the draft where `judge`
   * finds them enough. changed: it is not that draft any more.
   */
  readonly give: (
    issue: DeskIssue,
    edition: Edition,
    given: Given,
    judge: (approvers: readonly Approver[]) => Verdict,
  ) => Promise<GiveOutcome>;
  /** approved or scheduled → draft, with the reason. */
  readonly unapprove: (id: IssueId, reason: string) => Promise<boolean>;
};

/** chief: an editor of this name has the role. */
export type Approver = { readonly by: string; readonly chief: boolean };
export type Given = {
  readonly hash: EditionHash;
  readonly by: string;
  readonly at: Date;
  readonly readers: string;
  /** Whether it still leaves by itself where its hour has passed by `at`. */
  readonly pastHourCounts: boolean;
};
export type Verdict = 'enough' | 'waiting' | 'needs_chief';
export type GiveOutcome =
  | { readonly kind: Verdict; readonly by: readonly string[] }
  | { readonly kind: 'changed' }
  | { readonly kind: 'other_readers'; readonly now: string };

export type Signature = {
  readonly by: string;
  readonly at: Date;
  /** The edition that the person saw: another one is not approved in its place. */
  readonly expected?: EditionHash | undefined;
  /** Mark of the readers that the person saw. */
  readonly readers?: string | undefined;
  /** Where two must agree, one of them must be a chief. Who may type commands on the machine is trusted without. */
  readonly chiefAsked?: boolean | undefined;
};

/**
 * Composes and checks; what blocks refuses. An approved issue that would compose differently now is approved anew, on
 * its new edition. Twice the same approval changes nothing.
 */
export async function approveIssue(
  newsletter: Newsletter,
  period: Period,
  signed: Signature,
  needs: ApproveNeeds,
): Promise<ApproveOutcome> {
  const found = await needs.find(newsletter.name, period);
  if (!found) return { kind: 'no_issue', period };
  if (!mayDo(found.state, 'approve') && !mayDo(found.state, 'unapprove'))
    return { kind: 'settled', issue: found };
  const report = await needs.check(newsletter, found);
  const { edition } = report;
  const { expected } = signed;
  if (expected !== undefined && edition?.hash !== expected) return { kind: 'changed', issue: found };
  if (edition !== null && found.approvedHash === edition.hash)
    return { kind: 'already', issue: found, report };
  if (report.blocked || edition === null) return { kind: 'blocked', report };
  const issue = found.state === 'draft' ? found : await reopened(newsletter, found, needs);
  if (issue === null) return { kind: 'changed', issue: found };
  return giveTo(newsletter, issue, edition, report, signed, needs);
}

async function giveTo(
  newsletter: Newsletter,
  issue: DeskIssue,
  edition: Edition,
  report: CheckReport,
  { by, at, readers: seen, chiefAsked = false }: Signature,
  needs: ApproveNeeds,
): Promise<ApproveOutcome> {
  const readers = await needs.readers(issue);
  if (seen !== undefined && seen !== readers) return { kind: 'other_readers', issue, seen, now: readers };
  const approval = { hash: edition.hash, by, at, readers, pastHourCounts: pastHourCounts(newsletter) };
  const given = await needs.give(issue, edition, approval, (approvers) =>
    enoughPeople(newsletter, approvers, chiefAsked),
  );
  if (given.kind === 'other_readers') return { kind: given.kind, issue, seen, now: given.now };
  if (given.kind === 'waiting' || given.kind === 'needs_chief')
    return { kind: given.kind, issue, by: given.by, report };
  const now = await needs.find(newsletter.name, issue.period);
  if (!now) return { kind: 'no_issue', period: issue.period };
  return given.kind === 'enough' ? { kind: 'approved', issue: now, report } : { kind: 'changed', issue: now };
}

/** The second name of two editors would not do where a chief is asked for. */
export function enoughPeople(
  { approval }: Pick<Newsletter, 'approval'>,
  approvers: readonly Approver[],
  chiefAsked: boolean,
): Verdict {
  if (approval !== 'two') return 'enough';
  if (approvers.length < 2) return 'waiting';
  return chiefAsked && !approvers.some(({ chief }) => chief) ? 'needs_chief' : 'enough';
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
