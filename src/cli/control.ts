/** hebdo pause, resume, cancel: the operator's hand on a send, in force before the next letter in every process. */
import type { Command } from 'commander';
import type { ControlOutcome } from '../outbox/control.ts';
import { type IssueOptions, issueCommand, nameOf, noIssue, runOnIssue } from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import { inWords, sendFacts } from './send-figures.ts';
import type { Session } from './session.ts';

export function pause(program: Command): void {
  issueCommand(program, 'pause', 'stop a running send; nothing is lost')
    .option('--reason <text>', 'kept with the issue and shown by status')
    .action((name: string, options: IssueOptions & { readonly reason?: string }) =>
      runOnIssue(name, options, async (session, period) =>
        told(session, name, 'paused', await session.app.pause(name, period, options.reason ?? null)),
      ),
    );
}

export function resume(program: Command): void {
  issueCommand(program, 'resume', 'let a paused send go on').action((name: string, options: IssueOptions) =>
    runOnIssue(name, options, async (session, period) =>
      told(session, name, 'resumed', await session.app.resume(name, period)),
    ),
  );
}

export function cancel(program: Command): void {
  issueCommand(program, 'cancel', 'end an issue for good; letters that have not left never will').action(
    (name: string, options: IssueOptions) =>
      runOnIssue(name, options, async (session, period) =>
        told(session, name, 'cancelled', await session.app.cancel(name, period)),
      ),
  );
}

async function told(
  { app }: Session,
  name: string,
  became: string,
  outcome: ControlOutcome,
): Promise<Outcome> {
  if (outcome.kind === 'no_issue') return noIssue(name, outcome.period);
  const { title } = await app.world.templates.newsletter(name);
  const issue = nameOf(title, outcome.issue);
  const json = { outcome: outcome.kind, ...sendFacts(outcome.issue) };
  switch (outcome.kind) {
    case 'already':
      return { exit: exits.done, lines: [`${issue} is ${became} already.`], json };
    case 'not_allowed': {
      const reason = `${issue} is ${outcome.issue.state}: it cannot be ${became}.`;
      return { exit: exits.refused, lines: [reason], json: { ...json, reason } };
    }
    case 'done': {
      const letters = outcome.cancelledLetters;
      const lines = [`${issue} is ${became}.`];
      if (letters > 0) lines.push(`${inWords(letters)} letters will not leave.`);
      // A worker goes on by itself; without one nobody would.
      if (outcome.issue.state === 'sending')
        lines.push(`Workers go on now; without one: hebdo send ${name}.`);
      return { exit: exits.done, lines, json: { ...json, cancelled_letters: letters } };
    }
    default:
      return outcome satisfies never;
  }
}
