/** What commands about one issue share: which newsletter, which week or day, and how an issue is shown. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Period } from '../audience/ids.ts';
import { dayOf } from '../issue/calendar.ts';
import type { DeskIssue } from '../issue/desk.ts';
import { parsePeriod } from '../issue/period.ts';
import { exits, type Outcome } from './outcome.ts';
import { runCommand, type Session } from './session.ts';

export type IssueOptions = { readonly week?: Period; readonly day?: Period; readonly json?: boolean };

/** Adds the newsletter, --week, --day and --json to a command. */
export function issueCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<newsletter>', 'name of its folder in templates/')
    .option('--week <week>', 'another week than the one being made, such as 2026-W47', readWeek)
    .option('--day <day>', 'the same for a daily, such as 2026-11-22', readDay)
    .option('--json', 'print one object at the end');
}

/** Runs the work on the issue that was named; a week for a daily, or a day for a weekly, is wrong use. */
export function runOnIssue(
  name: string,
  options: IssueOptions,
  work: (session: Session, period: Period | undefined) => Promise<Outcome>,
): Promise<void> {
  return runCommand(options, async (session) => {
    const { frequency } = await session.app.world.templates.newsletter(name);
    const [right, wrong] = frequency === 'weekly' ? ['week', 'day'] : ['day', 'week'];
    if (options[wrong as 'week' | 'day'] !== undefined) {
      const reason = `${name} is a ${frequency}: name its issue with --${right}, not with --${wrong}.`;
      return { exit: exits.wrongUse, lines: [reason], json: { outcome: 'wrong_use', reason } };
    }
    return work(session, options.week ?? options.day);
  });
}

/** Says on stderr where the approved edition is not what would be composed now: it leaves all the same. */
export async function tellWhatChanged(name: string, changed: () => Promise<boolean>): Promise<void> {
  if (!(await changed())) return;
  process.stderr.write(
    `hebdo: an article, a picture, a template or a setting of ${name} changed since the approval: the approved edition is what ` +
      `leaves. Where it has not left yet, hebdo approve ${name} takes the change.\n`,
  );
}

/** «L'Hebdo n° 447, 2026-W48». */
export function nameOf(title: string, issue: Pick<DeskIssue, 'number' | 'period'>): string {
  return `${title} n° ${issue.number}, ${issue.period}`;
}

/** An instant as the newsroom's clocks show it: «2026-11-24 06:00 Europe/Paris». */
export function inZone(instant: Date, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(instant);
  return `${dayOf(instant, zone)} ${time} ${zone}`;
}

/** No issue to work on is refused: a cron that comes before the draft must be noticed. */
export function noIssue(name: string, period: Period): Outcome {
  const option = period.includes('W') ? '--week' : '--day';
  const reason = `${name} has no issue of ${period} yet. Draft it first: hebdo draft ${name} ${option} ${period}.`;
  return {
    exit: exits.refused,
    lines: [reason],
    json: { outcome: 'no_issue', newsletter: name, period, reason },
  };
}

/** What every command's object says of the issue. */
export function issueFacts(issue: DeskIssue): object {
  return {
    newsletter: issue.newsletter,
    period: issue.period,
    number: issue.number,
    date: issue.date,
    state: issue.state,
    version: issue.version,
    subject: issue.subject,
    preheader: issue.preheader,
    send_at: issue.sendAt,
    approved_hash: issue.approvedHash,
    unapproved_reason: issue.unapprovedReason,
  };
}

function readWeek(text: string): Period {
  const week = parsePeriod(text, 'weekly');
  if (week === null) throw new InvalidArgumentError('An ISO week is written 2026-W47, and must exist.');
  return week;
}

function readDay(text: string): Period {
  const day = parsePeriod(text, 'daily');
  if (day === null) throw new InvalidArgumentError('A day is written 2026-11-22, and must exist.');
  return day;
}
