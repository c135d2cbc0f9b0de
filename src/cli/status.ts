/** hebdo status: how many letters, how fast, until when, and what went wrong; --watch keeps looking. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Period } from '../audience/ids.ts';
import { total } from '../outbox/brake.ts';
import { openLetters } from '../outbox/ledger.ts';
import type { LiveFigures, Problem, StageNow, Status } from '../outbox/status.ts';
import { type IssueOptions, issueCommand, nameOf, noIssue, runOnIssue } from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import { inWords, pace, progressFacts, sendFacts, sentence } from './send-figures.ts';
import type { Session } from './session.ts';

type Options = IssueOptions & { readonly watch?: boolean };

export function status(program: Command): void {
  issueCommand(program, 'status', 'show how a send stands')
    .option('--watch', 'look again every two seconds until it is over (on a terminal)')
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) => {
        const { title } = await session.app.world.templates.newsletter(name);
        if (options.watch && session.terminal) await watch(session, name, title, period);
        return told(title, name, await session.app.status(name, period));
      }),
    );
}

async function watch(
  { app, signal }: Session,
  name: string,
  title: string,
  period: Period | undefined,
): Promise<void> {
  for (
    let now = await app.status(name, period);
    isMoving(now) && !signal.aborted;
    now = await app.status(name, period)
  ) {
    process.stdout.write(`${clear}${[...told(title, name, now).lines, ...foot(now)].join('\n')}\n`);
    await wait(2000, undefined, { signal }).catch(() => undefined);
  }
  process.stdout.write(clear);
}

/** ANSI: to the top left, then nothing below. */
const clear = '\x1b[H\x1b[2J';
const barWidth = 60;

/** What only a screen shows: how far it is, and how to leave. */
function foot(now: Status): string[] {
  if (now.kind !== 'started') return [];
  const { letters, counts } = now.progress;
  const share = 1 - openLetters(counts) / Math.max(1, letters);
  const full = Math.floor(barWidth * share);
  const moved = now.live.movedAt ? `last moved ${now.live.movedAt.toLocaleTimeString()} · ` : '';
  return [
    '',
    `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${Math.floor(100 * share)} %`,
    `${moved}Ctrl-C leaves this screen, the send goes on`,
  ];
}

function isMoving(now: Status): boolean {
  return now.kind === 'started' && (now.issue.state === 'sending' || now.issue.state === 'paused');
}

function told(title: string, name: string, now: Status): Outcome {
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
      ...paceLines(now),
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
      ...liveFacts(now.live),
      stage: stageFacts(now.stage),
      exclusions: now.exclusions,
      replies: now.replies,
      providers: now.providers,
      problems: now.problems,
    },
  };
}

/** The one figure, and why it is not higher. */
function paceLines({ issue, progress, live, stage }: Extract<Status, { kind: 'started' }>): string[] {
  if (issue.state !== 'sending' && issue.state !== 'paused') return [];
  const { connections, most } = total(live.pulses);
  const processes = live.pulses.length;
  const hands = `${connections} of ${most} connections in ${processes} ${processes === 1 ? 'process' : 'processes'}`;
  return [
    `  ${pace(progress)}${processes > 0 ? `; ${hands}` : ''}`,
    ...(live.whyNotFaster === null ? [] : [`  ${live.whyNotFaster}`]),
    ...(stage === null || stage.said === live.whyNotFaster ? [] : [`  ${stage.said}`]),
  ];
}

function table(title: string, rows: readonly (readonly [name: string, count: number])[]): string[] {
  if (rows.length === 0) return [];
  return ['', title, ...rows.map(([name, count]) => `  ${inWords(count).padStart(9)}  ${name}`)];
}

function liveFacts({ pulses, movedAt, whyNotFaster }: LiveFigures): object {
  const { connections, most, relayMs, ledgerMs, buildMs } = total(pulses);
  return {
    processes: pulses.length,
    connections,
    connections_most: most,
    ms_per_letter: { relay: relayMs, ledger: ledgerMs, build: buildMs },
    last_moved_at: movedAt,
    why_not_faster: whyNotFaster,
  };
}

/** The stage that later letters wait for; null when everything may leave. */
function stageFacts(now: StageNow | null): object | null {
  if (now === null) return null;
  const { stage, wait, said } = now;
  return {
    ...{
      name: stage.name,
      number: stage.number,
      of: stage.of,
      letters: stage.letters,
      waiting: stage.waiting,
    },
    ...{
      waits_for: wait?.for ?? null,
      seconds: wait?.for === 'settling' ? Math.ceil(wait.forMs / 1000) : null,
    },
    reason: said,
  };
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
