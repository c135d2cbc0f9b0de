/** The gate between the stages of a send: when the one that left went well, the next follows. Any process may come to it. */
import type { IssueId } from '../audience/ids.ts';
import type { StageLedger } from './send-ledger.ts';
import { type Stage, type StageWait, stepOf } from './stages.ts';

export type ReleaseNeeds = {
  readonly stages: StageLedger;
  /** Pauses the send when the letters of its stages did harm; true when it did. */
  readonly guardStage: (issueId: IssueId) => Promise<boolean>;
  readonly wake: (issueId: number, batches: readonly number[]) => Promise<void>;
};

export type Gate =
  /** No stage waits: everything may leave. */
  | { readonly kind: 'open' }
  | { readonly kind: 'waits'; readonly stage: Stage; readonly wait: StageWait }
  | { readonly kind: 'paused' }
  /** More may leave now than before. */
  | { readonly kind: 'released' };

/** Harmless at any time and in any number of processes: a stage is released once. */
export async function tryGate(
  { stages, guardStage, wake }: ReleaseNeeds,
  issueId: IssueId,
  atOnce = false,
): Promise<Gate> {
  const stage = await stages.find(issueId);
  if (stage === undefined) return { kind: 'open' };
  const step = atOnce ? { kind: 'release' as const } : stepOf(stage);
  if (step.kind === 'wait') return { kind: 'waits', stage, wait: step.wait };
  if (step.kind === 'tried') {
    await stages.markTried(issueId, stage);
    return { kind: 'waits', stage, wait: { for: 'settling', forMs: stage.settleMs } };
  }
  if (!atOnce && (await guardStage(issueId))) return { kind: 'paused' };
  await wake(issueId, await stages.release(issueId, stage, atOnce));
  return { kind: 'released' };
}
