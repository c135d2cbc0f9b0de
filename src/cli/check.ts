/** hebdo check: everything that could be wrong with an issue, before anybody answers for it. */
import type { Command } from 'commander';
import { findingLines, reportFacts } from './findings.ts';
import { type IssueOptions, issueCommand, nameOf, noIssue, runOnIssue } from './issue-command.ts';
import { exits } from './outcome.ts';

export function check(program: Command): void {
  issueCommand(
    program,
    'check',
    'look for everything that is wrong with an issue; exit 3 when something blocks',
  ).action((name: string, options: IssueOptions) =>
    runOnIssue(name, options, async ({ app, signal }, period) => {
      const outcome = await app.check(name, period, signal);
      if (outcome.kind === 'no_issue') return noIssue(name, outcome.period);
      const { title } = await app.world.templates.newsletter(name);
      const verdict = outcome.blocked ? 'must not leave so' : 'can leave';
      return {
        exit: outcome.blocked ? exits.refused : exits.done,
        lines: [...findingLines(outcome), `${nameOf(title, outcome.issue)} ${verdict}.`],
        json: { outcome: outcome.blocked ? 'blocked' : 'ready', ...reportFacts(outcome) },
      };
    }),
  );
}
