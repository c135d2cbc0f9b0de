/** Gather: visits a newsletter's feeds. */
import type { JobKind } from './job.ts';
import { newsletterPayload } from './payload.ts';

export const gatherJob: JobKind = {
  queue: 'gather',
  concurrency: 2,
  run: (steps, payload, signal) => steps.gather(newsletterPayload.parse(payload).newsletter, signal),
};
