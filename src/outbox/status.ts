/** What a person asks while letters leave: how many, how fast, until when, and what went wrong. */
import type { Period } from '../audience/ids.ts';
import type { Provider } from '../audience/provider.ts';
import type { LetterState } from './ledger.ts';
import type { Audience, IssueToSend, SendProgress } from './send-ledger.ts';

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
  readonly progress: (issue: IssueToSend) => Promise<SendProgress>;
  readonly groups: (issue: IssueToSend) => Promise<readonly LetterGroup[]>;
  /** The words most often said to letters that were not taken, with how many heard them. */
  readonly problems: (issue: IssueToSend) => Promise<readonly Problem[]>;
  readonly exclusions: (issue: IssueToSend) => Promise<Audience['exclusions']>;
};

export type Problem = {
  readonly state: LetterState;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string;
  readonly count: number;
};

export type Status =
  | { readonly kind: 'no_issue' }
  | { readonly kind: 'not_started'; readonly issue: IssueToSend }
  | {
      readonly kind: 'started';
      readonly issue: IssueToSend;
      readonly progress: SendProgress;
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
  if (issue === undefined) return { kind: 'no_issue' };
  if (issue.frozen === null) return { kind: 'not_started', issue };
  const [progress, groups, problems, exclusions] = await Promise.all([
    needs.progress(issue),
    needs.groups(issue),
    needs.problems(issue),
    needs.exclusions(issue),
  ]);
  return {
    kind: 'started',
    issue,
    progress,
    exclusions,
    replies: replyFigures(groups),
    providers: providerFigures(groups),
    problems,
  };
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
function providerFigures(groups: readonly LetterGroup[]): ProviderFigures[] {
  return shown.flatMap((provider) => {
    const own = groups.filter((group) => group.provider === provider);
    if (own.length === 0) return [];
    const states: Partial<Record<LetterState, number>> = {};
    for (const { state, count } of own) states[state] = (states[state] ?? 0) + count;
    return [{ provider, letters: own.reduce((sum, { count }) => sum + count, 0), states }];
  });
}

const shown: readonly Provider[] = [
  'gmail',
  'outlook',
  'yahoo',
  'orange',
  'free',
  'sfr',
  'laposte',
  'bouygues',
  'others',
];
