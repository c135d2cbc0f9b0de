/** Figures of a send as people and machines read them, the same in send and status. */
import type { LetterState } from '../outbox/ledger.ts';
import type { IssueToSend, SendProgress } from '../outbox/send-ledger.ts';

/** What the object of a command says of a send. */
export function progressFacts(progress: SendProgress): object {
  const { counts } = progress;
  return {
    recipients: progress.letters,
    ...counts,
    letters_per_s: Math.round(progress.perSecond * 10) / 10,
    eta_s: progress.etaSeconds,
  };
}

export function sendFacts(issue: IssueToSend): object {
  return {
    newsletter: issue.newsletter,
    period: issue.period,
    number: issue.number,
    state: issue.state,
    edition: issue.frozen?.edition ?? issue.approvedHash,
    paused_reason: issue.pausedReason,
  };
}

/** «9,950 accepted, 12 refused, 38 put off of 10,000 letters». */
export function sentence({ letters, counts }: SendProgress): string {
  const waiting = counts.pending + counts.claimed + counts.dotted;
  const parts = [
    [counts.accepted, 'accepted'],
    [counts.refused, 'refused'],
    [counts.given_up, 'given up'],
    [counts.unknown, 'unknown'],
    [counts.suppressed, 'held back for readers who left'],
    [counts.cancelled, 'cancelled'],
    [counts.deferred, 'put off'],
    [waiting, 'waiting'],
  ] as const;
  const said = parts
    .filter(([count], at) => count > 0 || at === 0)
    .map(([count, word]) => `${inWords(count)} ${word}`);
  return `${said.join(', ')} of ${inWords(letters)} letters`;
}

/** Letters that came to no good end: how to see whose they are, and how to send them again. */
export function nextSteps(name: string, { period }: IssueToSend, { counts }: SendProgress): string[] {
  const issue = `${name} --${period.includes('W') ? 'week' : 'day'} ${period}`;
  const step = (count: number, what: string, state: LetterState, option: string) =>
    count === 0
      ? []
      : [
          `${inWords(count)} ${what}: hebdo status ${issue} --letters --state ${state} lists them,`,
          `  hebdo send ${issue} ${option} sends them again.`,
        ];
  return [
    ...step(counts.unknown, 'may have arrived or not (unknown)', 'unknown', '--unknown'),
    ...step(counts.given_up, 'were given up', 'given_up', '--missing'),
  ];
}

/** «312 letters/s, done in about 30 s». */
export function pace({ perSecond, etaSeconds }: SendProgress): string {
  const rate = perSecond < 10 ? perSecond.toFixed(1) : inWords(Math.round(perSecond));
  if (etaSeconds === 0) return 'done';
  return etaSeconds === null
    ? 'nothing moves now'
    : `${rate} letters/s, done in about ${duration(etaSeconds)}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function inWords(count: number): string {
  return count.toLocaleString('en-US');
}
