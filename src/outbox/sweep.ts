/** The sweeper: gives back what dead runs held, goes on with a freeze, ends what is through, and rings again for what nobody works on. */
import type { IssueId } from '../audience/ids.ts';
import type { IssueState } from '../issue/issue.ts';
import { eachByItself } from './each-by-itself.ts';
import { tryGate } from './release.ts';
import type { Freed, StageLedger } from './send-ledger.ts';

export type SweepNeeds = {
  readonly ledger: {
    readonly returnExpired: () => Promise<Freed>;
    /** The same for letters of runs that are not known any more. */
    readonly returnOrphans: (issueId: IssueId) => Promise<Freed>;
    readonly openSends: () => Promise<readonly { readonly id: IssueId; readonly state: IssueState }[]>;
    readonly cancelLetters: (issueId: IssueId) => Promise<number>;
    /** Writes the next letters of a frozen audience; how many batches. */
    readonly write: (issueId: IssueId) => Promise<number>;
    readonly settle: (issueId: IssueId) => Promise<boolean>;
    readonly idleBatches: (issueId: IssueId) => Promise<readonly number[]>;
    readonly stages: StageLedger;
  };
  /** Pauses a send that does harm; true when it did. */
  readonly guard: (issueId: IssueId) => Promise<boolean>;
  /** The same at the end of a stage. */
  readonly guardStage: (issueId: IssueId) => Promise<boolean>;
  readonly wake: (issueId: number, batches: readonly number[]) => Promise<void>;
};

export type SweepReport = {
  /** Letters that went back in line. */
  readonly returned: number;
  /** Letters whose fate nobody knows. */
  readonly unknown: number;
  readonly sent: readonly IssueId[];
  /** Batches that were added to the queue again. */
  readonly batches: number;
};

/** Runs at any time, in any number of processes at once. Throws the first fault after all sends were looked after. */
export async function sweep(needs: SweepNeeds): Promise<SweepReport> {
  const { ledger } = needs;
  const freed = { ...nothing, ...(await ledger.returnExpired()) };
  const sends = await eachByItself(await ledger.openSends(), (open) => sweepSend(needs, open));
  const swept = [freed, ...sends];
  const sum = (of: 'returned' | 'unknown' | 'batches') => swept.reduce((sum, one) => sum + one[of], 0);
  const sent = swept.flatMap((one) => one.sent);
  return { returned: sum('returned'), unknown: sum('unknown'), sent, batches: sum('batches') };
}

const nothing: SweepReport = { returned: 0, unknown: 0, sent: [], batches: 0 };

async function sweepSend(
  { ledger, guard, guardStage, wake }: SweepNeeds,
  { id, state }: { readonly id: IssueId; readonly state: IssueState },
): Promise<SweepReport> {
  const freed = { ...nothing, ...(await ledger.returnOrphans(id)) };
  if (state === 'cancelled') await ledger.cancelLetters(id);
  else if (await ledger.settle(id)) return { ...freed, sent: [id] };
  else if (!(await guard(id))) {
    // What a killed freeze left unwritten; each round leaves less.
    while ((await ledger.write(id)) > 0);
    await tryGate({ stages: ledger.stages, guardStage, wake }, id);
    const idle = await ledger.idleBatches(id);
    if (idle.length > 0) await wake(id, idle);
    return { ...freed, batches: idle.length };
  }
  return freed;
}
