/** What a person asks while letters leave: how many, how fast, until when, and what went wrong. */
import type { Period } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import { pacedProviders } from '../config/relays.ts';
import { whyNotFaster } from './brake.ts';
import type { Rest } from './deliver-needs.ts';
import { type Holders, holdsOf } from './holds.ts';
import type { LetterState } from './ledger.ts';
import type { Pulse } from './meter.ts';
import type { RelayStanding } from './relay.ts';
import type { Audience, IssueToSend, Outlook, SendProgress } from './send-ledger.ts';
import { type Stage, type StageWait, stageInWords, waitOf } from './stages.ts';

/** Letters of one provider and state that got the same answer. */
export type LetterGroup = {
  readonly provider: Provider;
  readonly state: LetterState;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly count: number;
};

export type StatusNeeds = {
  readonly issue: (newsletter: string, period: Period) => Promise<IssueToSend | undefined>;
  readonly ledger: {
    readonly progress: (issue: IssueToSend) => Promise<SendProgress>;
    /** Batches with a letter that is still to be settled. */
    readonly openBatches: (issue: IssueToSend) => Promise<number>;
    readonly outlook: (issue: IssueToSend) => Promise<Outlook>;
    readonly groups: (issue: IssueToSend) => Promise<readonly LetterGroup[]>;
    /** The words most often said to letters that were not taken, with how many heard them. */
    readonly problems: (issue: IssueToSend) => Promise<readonly Problem[]>;
    readonly exclusions: (issue: IssueToSend) => Promise<Audience['exclusions']>;
    readonly stage: (issue: IssueToSend) => Promise<Stage | undefined>;
  };
  /** Of the processes that send the issue now, when a letter last came to an outcome, and why it rests. */
  readonly pulses: (issue: IssueToSend) => Promise<Omit<LiveFigures, 'relays' | 'whyNotFaster'>>;
  /** What relays and providers are given now. */
  readonly holders: () => Promise<Holders>;
};

/** What moves while letters leave. */
export type LiveFigures = {
  readonly pulses: readonly Pulse[];
  readonly movedAt: Date | null;
  /** null: nothing but pace and relays holds it up. */
  readonly rest: Rest | null;
  /** Each relay that is used now, in all processes. */
  readonly relays: readonly RelayStanding[];
  /** Why the rate is not higher now; null when nothing is left to send. */
  readonly whyNotFaster: string | null;
};

/** The stage that later letters wait for, and for what of it; `wait` is null when whoever sends next releases them. */
export type StageNow = { readonly stage: Stage; readonly wait: StageWait | null; readonly said: string };

export type Problem = {
  readonly state: LetterState;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string;
  readonly count: number;
};

export type Status =
  | { readonly kind: 'no_issue'; readonly period: Period }
  | { readonly kind: 'not_started'; readonly issue: IssueToSend }
  | {
      readonly kind: 'started';
      readonly issue: IssueToSend;
      readonly progress: SendProgress;
      /** How far the queue's work is: batches of letters, and those of them that may leave by now. */
      readonly batches: { readonly through: number; readonly of: number; readonly released: number };
      readonly live: LiveFigures;
      /** null: everything may leave. */
      readonly stage: StageNow | null;
      readonly exclusions: Audience['exclusions'];
      readonly replies: readonly { readonly code: string; readonly count: number }[];
      readonly providers: readonly ProviderFigures[];
      readonly problems: readonly Problem[];
    };
type ProviderFigures = {
  readonly provider: Provider;
  readonly letters: number;
  readonly states: Readonly<Partial<Record<LetterState, number>>>;
};

/** The figures of one issue, as the ledger holds them now. */
export async function status(needs: StatusNeeds, newsletter: string, period: Period): Promise<Status> {
  const issue = await needs.issue(newsletter, period);
  if (issue === undefined) return { kind: 'no_issue', period };
  if (issue.frozen === null) return { kind: 'not_started', issue };
  const { ledger } = needs;
  const [progress, open, outlook, groups, problems, exclusions, stage, live, holders] = await Promise.all([
    ledger.progress(issue),
    ledger.openBatches(issue),
    ledger.outlook(issue),
    ledger.groups(issue),
    ledger.problems(issue),
    ledger.exclusions(issue),
    ledger.stage(issue).then(stageNow),
    needs.pulses(issue),
    needs.holders(),
  ]);
  const { state, pausedReason } = issue;
  const { batches, released } = issue.frozen;
  const { counts } = progress;
  const holds = holdsOf(holders, groups);
  // While its letters are still to leave, the usual reasons tell why that is slow.
  const held = stage !== null && stage.wait?.for !== 'outcomes';
  const now = {
    ...{ state, pausedReason, counts, dueInMs: outlook.dueInMs, pulses: live.pulses, rest: live.rest, holds },
    stage: held ? stage.said : null,
  };
  return {
    kind: 'started',
    issue,
    // The rate of a stage that is through says nothing of when the rest will be.
    progress: held ? { ...progress, etaSeconds: null } : progress,
    batches: { through: batches - open, of: batches, released },
    live: { ...live, relays: holders.relays, whyNotFaster: whyNotFaster(now) },
    stage: isUnderWay(state) ? stage : null,
    exclusions,
    replies: replyFigures(groups),
    providers: providerFigures(groups),
    problems,
  };
}

function stageNow(stage: Stage | undefined): StageNow | null {
  if (stage === undefined) return null;
  const wait = waitOf(stage);
  return { stage, wait, said: stageInWords(stage, wait) };
}

function isUnderWay(state: IssueToSend['state']): boolean {
  return state === 'sending' || state === 'paused';
}

/** Letters by the last reply they got, most frequent first. */
function replyFigures(groups: readonly LetterGroup[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { code, enhanced, count } of groups) {
    if (code === null) continue;
    const name = enhanced === null ? String(code) : `${code} ${enhanced}`;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count);
}

/** Letters by provider and state, in the providers' own order. */
export function providerFigures(groups: readonly LetterGroup[]): ProviderFigures[] {
  return pacedProviders.flatMap((provider) => {
    const own = groups.filter((group) => group.provider === provider);
    if (own.length === 0) return [];
    const states: Partial<Record<LetterState, number>> = {};
    for (const { state, count } of own) states[state] = (states[state] ?? 0) + count;
    return [{ provider, letters: own.reduce((sum, { count }) => sum + count, 0), states }];
  });
}
