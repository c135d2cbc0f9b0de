/** Service mail: tries again what the relay put off, such as the letter that confirms a sign-up. */
import type { JobKind } from './job.ts';

export const serviceMailJob: JobKind = {
  queue: 'service-mail',
  concurrency: 1,
  needsRelay: true,
  run: (steps, _payload, signal) => steps.postServiceMail(signal),
};
