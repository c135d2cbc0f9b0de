/** Tidy: forgets what readers asked for and did not confirm in time, and whatever else has served. */
import type { JobKind } from './job.ts';

export const tidyJob: JobKind = {
  queue: 'tidy',
  concurrency: 1,
  run: (steps) => steps.tidy(),
};
