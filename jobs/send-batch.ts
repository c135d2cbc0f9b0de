/** Send a batch: some hundred letters of one issue. */
import { batchQueue } from '../src/outbox/wake.ts';
import type { JobKind } from './job.ts';
import { batchPayload } from './payload.ts';

export const sendBatchJob: JobKind = {
  queue: batchQueue,
  concurrency: 2,
  needsRelay: true,
  run: (steps, payload, signal) => {
    const { issueId, batch } = batchPayload.parse(payload);
    return steps.sendBatch(issueId, batch, signal);
  },
};
