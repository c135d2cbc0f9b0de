/** hebdo send: lets an approved issue leave, and goes on where an earlier send stopped. Safe in cron. */
import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { openLetters } from '../outbox/ledger.ts';
import type { Audience, IssueToSend, SendProgress } from '../outbox/send-ledger.ts';
import type { SendOutcome, StopReason } from '../outbox/send-order.ts';
import {
  type IssueOptions,
  inZone,
  issueCommand,
  nameOf,
  noIssue,
  runOnIssue,
  tellWhatChanged,
} from './issue-command.ts';
import { exits, type Outcome } from './outcome.ts';
import { inWords, nextSteps, pace, progressFacts, sendFacts, sentence } from './send-figures.ts';
import type { Session } from './session.ts';

type Options = IssueOptions & {
  readonly dryRun?: boolean;
  readonly missing?: boolean;
  readonly unknown?: boolean;
  readonly atOnce?: boolean;
  readonly continue?: boolean;
  readonly wait: number;
};

export function send(program: Command): void {
  issueCommand(program, 'send', 'send an approved issue, or go on where a send stopped')
    .option('--dry-run', 'show audience, exclusions and edition; send nothing')
    .option('--missing', 'send again what the relay put off until it was given up')
    .option('--unknown', 'send again what may have arrived or not; who has it gets it twice')
    .option('--at-once', 'do not let the rest wait for the first stage (release in newsletter.yaml)')
    .addOption(
      new Option(
        '--continue',
        'go on with what earlier sends left, whichever their week; begin nothing',
      ).conflicts(['week', 'day', 'dryRun', 'missing', 'unknown', 'atOnce']),
    )
    .option('--wait <seconds>', 'how long to stay for letters that the relay put off', readSeconds, 120)
    .action((name: string, options: Options) =>
      runOnIssue(name, options, async (session, period) => {
        const changed = options.continue ? null : await session.app.comparing(name, period);
        using progress = progressLine(session);
        const how = {
          waitMs: options.wait * 1000,
          signal: session.signal,
          onProgress: progress.show,
          onStage: progress.tell,
        };
        const outcomes = options.continue
          ? await session.app.goOnSending(name, how)
          : [await session.app.send(name, period, { ...how, ...wishesOf(options) })];
        progress[Symbol.dispose]();
        if (changed !== null && !session.signal.aborted) await tellWhatChanged(name, changed);
        const { title, time_zone } = await session.app.world.templates.newsletter(name);
        const all = outcomes.map((outcome) => told(title, time_zone, name, outcome));
        return options.continue ? together(name, all) : (all[0] ?? together(name, all));
      }),
    );
}

function wishesOf({ dryRun, missing, unknown, atOnce }: Options) {
  const again = [...(missing ? (['given_up'] as const) : []), ...(unknown ? (['unknown'] as const) : [])];
  return { dryRun: dryRun === true, again, atOnce: atOnce === true };
}

/** Silent when nothing was left to do: cron comes every few minutes, and mails what is said. */
function together(newsletter: string, all: readonly Outcome[]): Outcome {
  return {
    exit: all.find(({ exit }) => exit !== exits.done)?.exit ?? exits.done,
    lines: all.flatMap(({ lines }) => lines),
    json: {
      outcome: all.length > 0 ? 'continued' : 'nothing_to_do',
      newsletter,
      issues: all.map(({ json }) => json),
    },
  };
}

function told(title: string, zone: string, name: string, outcome: SendOutcome): Outcome {
  if (outcome.kind === 'no_issue') return noIssue(name, outcome.period);
  const issue = nameOf(title, outcome.issue);
  const left = (of: { issue: IssueToSend; progress: SendProgress }) => nextSteps(name, of.issue, of.progress);
  const facts = { outcome: outcome.kind, ...sendFacts(outcome.issue) };
  switch (outcome.kind) {
    case 'not_approved': {
      const reason = `${issue} is not approved: hebdo approve ${name} does it.`;
      return {
        exit: exits.refused,
        lines: [reason, ...outcome.blocks.map((block) => `  ${block}`)],
        json: { ...facts, reason, blocks: outcome.blocks },
      };
    }
    case 'refused': {
      const reason = `${issue} does not leave from here, because of this (hebdo doctor says more):`;
      return {
        exit: exits.refused,
        lines: [reason, ...outcome.reasons.map((one) => `  ${one}`)],
        json: { ...facts, reason, reasons: outcome.reasons },
      };
    }
    case 'nobody': {
      const reason = `Nobody would receive ${issue}: hebdo subscribers import brings readers in.`;
      return {
        exit: exits.refused,
        lines: [reason, ...audienceLines(outcome.audience)],
        json: { ...facts, reason, ...audienceFacts(outcome.audience) },
      };
    }
    case 'cancelled': {
      const reason = `${issue} was cancelled and cannot be sent.`;
      return { exit: exits.refused, lines: [reason], json: { ...facts, reason } };
    }
    case 'held_back': {
      const reason = `${issue} was held back in the studio: nothing left.`;
      return { exit: exits.refused, lines: [reason], json: { ...facts, reason } };
    }
    case 'dry_run': {
      const edition = outcome.issue.approvedHash ?? 'none is approved yet';
      const { audience, reasons } = outcome;
      const stops = reasons.length > 0;
      return {
        exit: stops ? exits.refused : exits.done,
        lines: [
          `${issue} would leave to:`,
          ...audienceLines(audience),
          `  Edition: ${edition}`,
          ...(stops ? ['It would not leave from here, because of this (hebdo doctor says more):'] : []),
          ...reasons.map((one) => `  ${one}`),
        ],
        json: { ...facts, ...audienceFacts(audience), reasons },
      };
    }
    case 'under_way':
      return {
        exit: exits.done,
        lines: [
          `${issue} is ${outcome.issue.state}: ${sentence(outcome.progress)}.`,
          outcome.issue.state === 'paused'
            ? `hebdo resume ${name} would let the rest leave.`
            : `hebdo send ${name} would go on with the rest.`,
        ],
        json: { ...facts, ...progressFacts(outcome.progress) },
      };
    case 'already_sent':
      return {
        exit: exits.done,
        lines: [`${issue} was already sent: ${sentence(outcome.progress)}.`, ...left(outcome)],
        json: { ...facts, ...progressFacts(outcome.progress) },
      };
    case 'sent':
      return {
        exit: exits.done,
        lines: [`${issue} is sent: ${sentence(outcome.progress)}.`, ...left(outcome)],
        json: { ...facts, ...progressFacts(outcome.progress) },
      };
    case 'partly': {
      const reason = stopWords(outcome.because, zone, name);
      return {
        exit: exits.partlyDone,
        lines: [`${issue}: ${sentence(outcome.progress)}.`, reason],
        json: { ...facts, ...progressFacts(outcome.progress), because: outcome.because.kind, reason },
      };
    }
    default:
      return outcome satisfies never;
  }
}

function stopWords(because: StopReason, zone: string, name: string): string {
  switch (because.kind) {
    case 'paused':
      return `The send is paused${because.reason === null ? '' : `: ${because.reason}`} (hebdo resume ${name})`;
    case 'cancelled':
      return 'The send was cancelled.';
    case 'stopped':
      return `The work was stopped; the same command, or a worker, goes on.`;
    case 'deferred':
      return `Partly done: ${inWords(because.letters)} letters are put off, the next until ${inZone(because.until, zone)}; a worker goes on, or hebdo send ${name} --continue.`;
    case 'staged':
      return `${because.reason} A worker lets them go, or hebdo send ${name} --continue.`;
    case 'resting':
      return `${because.reason} The next leave from ${inZone(because.until, zone)} on; a worker goes on, or hebdo send ${name} --continue.`;
    default:
      return because satisfies never;
  }
}

function audienceLines({ letters, exclusions, candidates }: Audience): string[] {
  return [
    `  ${inWords(letters)} of ${inWords(candidates)} who ever asked for it`,
    ...exclusions.map(({ reason, count }) => `  without ${inWords(count)}: ${reason}`),
  ];
}

function audienceFacts({ letters, exclusions, candidates }: Audience): object {
  return { recipients: letters, candidates, exclusions };
}

type ProgressLine = Disposable & {
  readonly show: (progress: SendProgress) => void;
  /** A sentence of its own, above the bar where there is one. */
  readonly tell: (line: string) => void;
};

/** A bar on a terminal; elsewhere a line whenever another tenth is through. */
export function progressLine({ terminal, say }: Session): ProgressLine {
  const bar = terminal
    ? new SingleBar({ format: '{bar} {percentage}% | {said}', hideCursor: true })
    : undefined;
  let tenth = 0;
  let started = false;
  return {
    show: (progress) => {
      const { letters, counts } = progress;
      const settled = letters - openLetters(counts);
      const said = `${sentence(progress)}; ${pace(progress)}`;
      if (bar) {
        if (!started) bar.start(letters, settled, { said });
        started = true;
        bar.update(settled, { said });
      } else if (Math.floor((10 * settled) / letters) > tenth) {
        tenth = Math.floor((10 * settled) / letters);
        say(said);
      }
    },
    // ANSI: back to the left, and nothing of the bar is left on the line.
    tell: (line) => (bar ? process.stdout.write(`\r\x1b[K${line}\n`) : say(line)),
    [Symbol.dispose]: () => bar?.stop(),
  };
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new InvalidArgumentError('expected a number of seconds.');
}
