/** Webhooks: tells programs what happened, and tells again those that did not answer. */
import type { JobKind } from './job.ts';

export const webhooksJob: JobKind = {
  queue: 'webhooks',
  concurrency: 1,
  run: (steps, _payload, signal) => steps.deliverWebhooks(signal),
};
