/** Draft: makes the issue of the week that is being made. */
import type { JobKind } from './job.ts';
import { newsletterPayload } from './payload.ts';

export const draftJob: JobKind = {
  queue: 'draft',
  concurrency: 1,
  run: (steps, payload, signal) => steps.draft(newsletterPayload.parse(payload).newsletter, signal),
};
