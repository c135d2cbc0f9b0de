/** Retention: asks readers of whom nothing was heard for years, and erases who did not answer. */
import type { JobKind } from './job.ts';

export const retentionJob: JobKind = {
  queue: 'retention',
  concurrency: 1,
  needsRelay: true,
  run: (steps, _payload, signal) => steps.retain(signal),
};
