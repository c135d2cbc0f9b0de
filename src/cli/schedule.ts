/** hebdo schedule: sets when an approved issue leaves by itself. */
import { type Command, InvalidArgumentError } from 'commander';
import { isInWeekOf, type ScheduleOutcome } from '../issue/schedule.ts';
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

type Options = IssueOptions & { readonly at?: Date };

export function schedule(program: Command): void {
  issueCommand(program, 'schedule', 'let an approved issue leave by itself at its slot')
    .option('--at <time>', 'another time than the slot, such as 2026-11-24T06:00:00+01:00', readTime)
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) =>
        told(session, name, await session.app.schedule(name, period, options.at)),
      ),
    );
}

async function told({ app }: Session, name: string, outcome: ScheduleOutcome): Promise<Outcome> {
  if (outcome.kind === 'no_issue') return noIssue(name, outcome.period);
  const { title, time_zone } = await app.world.templates.newsletter(name);
  const issue = nameOf(title, outcome.issue);
  const json = { outcome: outcome.kind, ...issueFacts(outcome.issue) };
  switch (outcome.kind) {
    case 'scheduled': {
      const { period } = outcome.issue;
      const elsewhere = isInWeekOf({ time_zone }, period, outcome.at)
        ? []
        : [`That is in another week than the issue's, ${period}.`];
      const lines = [`${issue} leaves ${inZone(outcome.at, time_zone)}.`, ...elsewhere];
      return { exit: exits.done, lines, json };
    }
    case 'too_far':
    case 'other_week': {
      const why = outcome.kind === 'too_far' ? 'more than a year ahead' : 'in another week than the issue';
      const reason = `Not scheduled: ${inZone(outcome.at, time_zone)} is ${why}; name another time with --at.`;
      return { exit: exits.refused, lines: [reason], json };
    }
    case 'already':
      return {
        exit: exits.done,
        lines: [`${issue} is scheduled already: ${inZone(outcome.at, time_zone)}.`],
        json,
      };
    case 'past': {
      const when = outcome.at ? `${inZone(outcome.at, time_zone)} has passed` : 'this period has no slot';
      const advice = `name a time with --at, or send it now: hebdo send ${name}`;
      return { exit: exits.refused, lines: [`Not scheduled: ${when}; ${advice}.`], json };
    }
    case 'not_now': {
      const { state } = outcome.issue;
      const gone = state === 'sent' || state === 'sending';
      const reason = state === 'draft' ? `it is a draft; first: hebdo approve ${name}` : `it is ${state}`;
      return {
        exit: gone ? exits.done : exits.refused,
        lines: [`${issue} was not scheduled: ${reason}.`],
        json,
      };
    }
  }
}

function readTime(text: string): Date {
  const time = new Date(text);
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
  if (!zoned || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('A time is written with its zone: 2026-11-24T06:00:00+01:00.');
  return time;
}
