/** Release: lets an approved issue leave at its slot. */
import type { JobKind } from './job.ts';
import { newsletterPayload } from './payload.ts';

export const releaseJob: JobKind = {
  queue: 'release',
  // A release stays until its send balances, and mostly waits: one newsletter must not keep another.
  concurrency: 20,
  needsRelay: true,
  run: (steps, payload, signal) => steps.release(newsletterPayload.parse(payload).newsletter, signal),
};
