/** What the lanes of one run share, and what ends it for all of them. */
import type { IssueId, LetterId } from '../audience/ids.ts';
import type { DeliverNeeds } from './deliver-needs.ts';
import type { Desk } from './desk.ts';
import type { ClaimedLetter, LetterOutcome } from './ledger.ts';
import { returned } from './outcome.ts';
import type { Supply } from './supply.ts';

export type Work = {
  readonly desk: Desk;
  readonly supply: Supply;
  readonly stop: AbortController;
  readonly outcomes: Record<LetterOutcome['state'], number>;
  readonly issueId: IssueId;
  readonly reconnectDelaysMs: readonly number[];
  /** Letters that went back in line and that nobody took again. */
  readonly back: Set<LetterId>;
  paused: string | null;
};

/** So many refusals in a row, and not one letter taken: it is not the readers. */
const refusalsBeforePause = 50;

/** As if nobody had taken it. */
export function giveBack(work: Work, letter: ClaimedLetter): void {
  work.back.add(letter.id);
  work.desk.tell(returned(letter));
}

export async function stopFor({ ledger }: DeliverNeeds, work: Work, reason: string): Promise<void> {
  work.paused = reason;
  work.stop.abort();
  await ledger.pause(work.issueId, reason);
}

export function tooManyRefusals(outcomes: Work['outcomes'], last: LetterOutcome): string | null {
  if (last.state !== 'refused' || outcomes.accepted > 0 || outcomes.refused < refusalsBeforePause)
    return null;
  const said = [last.code, last.enhanced, last.text].filter((part) => part !== null).join(' ');
  return `The relay refused each of the first ${outcomes.refused} letters, the last with: ${said}. See why, then resume.`;
}
