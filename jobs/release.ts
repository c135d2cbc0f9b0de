/** Release: lets an approved issue leave at its slot. */
import type { JobKind } from './job.ts';
import { newsletterPayload } from './payload.ts';

export const releaseJob: JobKind = {
  queue: 'release',
  concurrency: 2,
  run: (steps, payload, signal) => steps.release(newsletterPayload.parse(payload).newsletter, signal),
};
