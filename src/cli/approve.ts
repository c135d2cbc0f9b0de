/** hebdo approve: somebody answers for an issue; what leaves later is exactly the edition approved here. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { ApproveOutcome } from '../issue/approve.ts';
import { findingLines, reportFacts } from './findings.ts';
import {
  type IssueOptions,
  inZone,
  issueCommand,
  issueFacts,
  nameOf,
  noIssue,
  runOnIssue,
} from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import type { Session } from './session.ts';

type Options = IssueOptions & { readonly by?: string };

export function approve(program: Command): void {
  issueCommand(program, 'approve', 'check an issue and lock the edition that will leave')
    .option('--by <name>', 'who answers for it; the name of this machine’s user unless told')
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) => {
        const by = options.by?.trim() || userInfo().username;
        return told(session, name, await session.app.approve(name, period, { by, signal: session.signal }));
      }),
    );
}

async function told({ app }: Session, name: string, outcome: ApproveOutcome): Promise<Outcome> {
  const { title, time_zone } = await app.world.templates.newsletter(name);
  switch (outcome.kind) {
    case 'approved': {
      const { issue, report } = outcome;
      const leaves = issue.sendAt
        ? `It leaves ${inZone(issue.sendAt, time_zone)} where hebdo up or hebdo worker runs, or with hebdo send ${name}.`
        : `No hour is ahead at which it leaves by itself: hebdo schedule ${name} --at TIME, or hebdo send ${name}.`;
      return {
        exit: exits.done,
        lines: [
          ...findingLines(report),
          `Approved ${nameOf(title, issue)}, edition ${short(issue.approvedHash)}.`,
          leaves,
        ],
        json: { outcome: 'approved', by: issue.approvedBy, ...reportFacts(report), ...issueFacts(issue) },
      };
    }
    case 'waiting':
      return {
        exit: exits.partlyDone,
        lines: [
          ...findingLines(outcome.report),
          `${nameOf(title, outcome.issue)} needs two people; so far: ${outcome.by.join(', ')}. The second says: hebdo approve ${name} --by NAME.`,
        ],
        json: { outcome: 'waiting', by: outcome.by, ...reportFacts(outcome.report) },
      };
    case 'needs_chief':
      return {
        exit: exits.partlyDone,
        lines: [
          ...findingLines(outcome.report),
          `${nameOf(title, outcome.issue)} needs two people, one of them a chief; so far: ${outcome.by.join(', ')}.`,
        ],
        json: { outcome: 'needs_chief', by: outcome.by, ...reportFacts(outcome.report) },
      };
    case 'already':
      return {
        exit: outcome.report.blocked ? exits.refused : exits.done,
        lines: [
          ...findingLines(outcome.report),
          `${nameOf(title, outcome.issue)} is approved already, edition ${short(outcome.issue.approvedHash)}.`,
          ...(outcome.report.blocked
            ? [`It leaves so unless the draft is changed and approved anew, or hebdo cancel ${name} ends it.`]
            : []),
        ],
        json: { outcome: 'already', ...reportFacts(outcome.report), ...issueFacts(outcome.issue) },
      };
    case 'blocked':
      return {
        exit: exits.refused,
        lines: [
          ...findingLines(outcome.report),
          `Not approved: ${nameOf(title, outcome.report.issue)} must not leave so.`,
          ...(outcome.report.issue.approvedHash
            ? [`Edition ${short(outcome.report.issue.approvedHash)}, approved before, is still what leaves.`]
            : []),
        ],
        json: { outcome: 'blocked', ...reportFacts(outcome.report) },
      };
    case 'settled':
      return {
        exit: outcome.issue.state === 'cancelled' ? exits.refused : exits.done,
        lines: [`${nameOf(title, outcome.issue)} is ${outcome.issue.state}: there is nothing to approve.`],
        json: { outcome: 'settled', ...issueFacts(outcome.issue) },
      };
    case 'changed':
      return {
        exit: exits.refused,
        lines: [
          `${nameOf(title, outcome.issue)} was changed while it was checked: look at it again, then approve.`,
        ],
        json: { outcome: 'changed', ...issueFacts(outcome.issue) },
      };
    case 'other_readers':
      return {
        exit: exits.refused,
        lines: [
          `Other readers were chosen for ${nameOf(title, outcome.issue)} while it was checked: look again at whom it goes to, then approve.`,
        ],
        json: { outcome: 'other_readers', ...issueFacts(outcome.issue) },
      };
    case 'no_issue':
      return noIssue(name, outcome.period);
  }
}

function short(hash: string | null): string {
  return (hash ?? '').slice(0, 12);
}
