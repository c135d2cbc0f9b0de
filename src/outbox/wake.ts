/** What wakes a worker for a batch of letters: only ids travel through the queue, the letters stay in the ledger. */
export const batchQueue = 'send-batch';

export type BatchCall = { readonly issueId: number; readonly batch: number };

/** The same batch has the same id, so adding it twice while it waits or runs is adding it once. */
export function batchJobId({ issueId, batch }: BatchCall): string {
  return `issue-${issueId}-batch-${batch}`;
}
