/** What goes on beside the letters of a send while they leave: the last ones are written, figures told, the list guarded. */
import type { IssueToSend } from './send-ledger.ts';
import type { SendNeeds, SendOrder } from './send-order.ts';

/** Until the next look at letters that others are writing into the ledger, in milliseconds. */
export const writeAgainMs = 100;

/**
 * Writes the letters of the frozen audience while the first ones leave, faster than they do. What is not written when the
 * work ends, or because the database was away, is written by whoever comes next: another send, a batch's worker, the sweeper.
 */
export async function writeOut(
  { ledger, time }: SendNeeds,
  { id }: IssueToSend,
  first: number,
  done: AbortSignal,
): Promise<void> {
  const look = () => ledger.lookAtLetters().catch(() => undefined);
  if (first > 0) await look();
  let wrote = false;
  let unwritten = true;
  while (unwritten && !done.aborted) {
    const batches = await ledger.write(id).catch(() => 0);
    wrote ||= batches > 0;
    // Others may be at the last ones, and be killed there.
    unwritten = batches > 0 || (await ledger.outlook(id).catch(() => undefined))?.unwritten !== false;
    if (unwritten && batches === 0) await time.wait(writeAgainMs, done);
  }
  if (wrote) await look();
}

/** Tells the figures, and guards the list, while the work lasts. It costs a read of the ledger, so it never takes more than a tenth of the time. */
export async function watch(
  { ledger, checks, time }: SendNeeds,
  order: SendOrder,
  issue: IssueToSend,
  done: AbortSignal,
): Promise<void> {
  while (!done.aborted) {
    const before = time.now().getTime();
    const progress = await ledger.progress(issue.id).catch(() => undefined);
    if (progress && !done.aborted) order.onProgress(progress);
    await checks.guard(issue.id).catch(() => false);
    await time.wait(Math.max(1000, 10 * (time.now().getTime() - before)), done);
  }
}
