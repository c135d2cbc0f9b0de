/** Sweep: wakes what a crash, a kill or an emptied Redis left lying. */
import type { JobKind } from './job.ts';

export const sweepJob: JobKind = {
  queue: 'sweep',
  concurrency: 1,
  run: (steps, _payload, signal) => steps.sweep(signal),
};
