/** Returns: weighs what the relay refused and reads the bounce mailbox. */
import type { JobKind } from './job.ts';

export const returnsJob: JobKind = {
  queue: 'returns',
  concurrency: 1,
  run: (steps, _payload, signal) => steps.pollReturns(signal),
};
