/** hebdo status: how many letters, how fast, until when, and what went wrong; a live screen on a terminal. */
import { type Command, Option } from 'commander';
import type { Period } from '../audience/ids.ts';
import type { IssueState } from '../issue/issue.ts';
import { type LetterState, letterStates } from '../outbox/ledger.ts';
import type { Problem, Status } from '../outbox/status.ts';
import { bouncedOf, type Report } from '../returns/report.ts';
import { afterFacts } from '../returns/report-facts.ts';
import { toStdout } from './csv-out.ts';
import {
  type IssueOptions,
  issueCommand,
  nameOf,
  noIssue,
  runOnIssue,
  tellWhatChanged,
} from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import { inWords, nextSteps, progressFacts, sendFacts, sentence } from './send-figures.ts';
import type { Session } from './session.ts';
import { liveFacts, paceLines, stageFacts } from './status-live.ts';
import { watch } from './status-watch.ts';

type Options = IssueOptions & {
  readonly watch?: boolean;
  readonly once?: boolean;
  readonly letters?: boolean;
  readonly state?: LetterState;
};

export function status(program: Command): void {
  issueCommand(program, 'status', 'show how a send stands')
    .option('--watch', 'stay when the send is paused too; on a terminal it stays while letters leave')
    .option('--once', 'look once, on a terminal too')
    .addOption(
      new Option('--letters', 'write each letter as CSV to stdout: address, state, reply').conflicts([
        'json',
        'watch',
      ]),
    )
    .addOption(
      new Option('--state <state>', 'of these letters only those in this state').choices(letterStates),
    )
    .action((name: string, options: Options, command: Command) => {
      if (options.state !== undefined && !options.letters)
        command.error('--state needs --letters', { exitCode: exits.wrongUse });
      return runOnIssue(name, options, async (session, period) =>
        options.letters
          ? list(session, name, await session.app.status(name, period), options.state)
          : show(session, name, period, options.watch ? movingOrPaused : moving, options.once === true),
      );
    });
}

async function show(
  session: Session,
  name: string,
  period: Period | undefined,
  stays: readonly IssueState[],
  once: boolean,
): Promise<Outcome> {
  const { title } = await session.app.world.templates.newsletter(name);
  if (session.terminal && !once)
    await watch({
      look: () => session.app.status(name, period),
      lines: (now) => told(title, name, now, null).lines,
      stays: (now) => now.kind === 'started' && stays.includes(now.issue.state),
      signal: session.signal,
    });
  const now = await session.app.status(name, period);
  if (now.kind === 'not_started') await tellWhatChanged(name, await session.app.comparing(name, period));
  const through = now.kind === 'started' && now.issue.state === 'sent';
  const report = through ? await session.app.report(name, now.issue.period) : null;
  return told(title, name, now, report);
}

/** The addresses go to stdout because they were asked for; whatever else is said goes to stderr. */
async function list(
  { app, signal }: Session,
  name: string,
  now: Status,
  state: LetterState | undefined,
): Promise<Outcome> {
  if (now.kind === 'no_issue') return noIssue(name, now.period);
  const rows = await toStdout(app.lettersOf(now.issue.id, state ?? null, signal));
  process.stderr.write(`${inWords(rows)} letters written to stdout\n`);
  return { exit: exits.done, lines: [], json: { rows } };
}

const moving: readonly IssueState[] = ['sending'];
const movingOrPaused: readonly IssueState[] = ['sending', 'paused'];

function told(title: string, name: string, now: Status, report: Report | null): Outcome {
  // Asking is no fault, whatever the answer.
  if (now.kind === 'no_issue') return { ...noIssue(name, now.period), exit: exits.done };
  const { issue } = now;
  const headline = `${nameOf(title, issue)}: ${issue.state}${issue.pausedReason ? ` (${issue.pausedReason})` : ''}`;
  if (now.kind === 'not_started')
    return { exit: exits.done, lines: [headline], json: { outcome: 'not_started', ...sendFacts(issue) } };
  return {
    exit: exits.done,
    lines: [
      headline,
      `  ${sentence(now.progress)}`,
      ...nextSteps(name, issue, now.progress).map((line) => `  ${line}`),
      ...paceLines(now),
      ...(report === null ? [] : followedLines(report)),
      ...table(
        'Left out',
        now.exclusions.map(({ reason, count }) => [reason, count]),
      ),
      ...table(
        'Replies',
        now.replies.map(({ code, count }) => [code, count]),
      ),
      ...providerTable(now),
      ...problemLines(now.problems),
    ],
    json: {
      outcome: 'started',
      ...sendFacts(issue),
      ...progressFacts(now.progress),
      batches: now.batches,
      ...liveFacts(now.live),
      stage: stageFacts(now.stage),
      exclusions: now.exclusions,
      replies: now.replies,
      providers: now.providers,
      problems: now.problems,
      ...(report === null ? {} : afterFacts(report)),
    },
  };
}

/** What came of it, each figure with what it is of. */
function followedLines({ aftermath, clicks, opens }: Report): string[] {
  const of = {
    all: 'counted in all letters',
    consented: `known for the ${inWords(clicks.known)} letters whose readers agreed`,
    none: 'not counted',
  };
  const followed =
    clicks.counted === 'none'
      ? of.none
      : `${inWords(clicks.people)} by people, ${inWords(clicks.programs)} by programs, ${of[clicks.counted]}`;
  return [
    `  ${inWords(bouncedOf(aftermath))} bounced, ${inWords(aftermath.complained)} complained, ${inWords(aftermath.unsubscribed)} unsubscribed`,
    `  clicks: ${followed}`,
    opens.known === 0
      ? '  opened: unknown, no reader agreed'
      : `  opened: ${inWords(opens.readers)} of the ${inWords(opens.known)} letters whose readers agreed`,
  ];
}

function table(title: string, rows: readonly (readonly [name: string, count: number])[]): string[] {
  if (rows.length === 0) return [];
  return ['', title, ...rows.map(([name, count]) => `  ${inWords(count).padStart(9)}  ${name}`)];
}

function providerTable({ providers }: Extract<Status, { kind: 'started' }>): string[] {
  if (providers.length === 0) return [];
  const columns = ['accepted', 'deferred', 'refused', 'unknown'] as const;
  const head = ['letters', ...columns].map((column) => column.padStart(10)).join('');
  return [
    '',
    `Providers  ${head}`,
    ...providers.map(({ provider, letters, states }) => {
      const figures = [letters, ...columns.map((column) => states[column] ?? 0)];
      return `  ${provider.padEnd(9)}${figures.map((figure) => inWords(figure).padStart(10)).join('')}`;
    }),
  ];
}

function problemLines(problems: readonly Problem[]): string[] {
  const said = ({ state, code, enhanced, text }: Problem) =>
    [`${state}:`, code, enhanced, text].filter((part) => part !== null && part !== '').join(' ');
  return table(
    'Problems',
    problems.map((problem) => [said(problem), problem.count]),
  );
}
