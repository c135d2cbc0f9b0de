/** Every kind of job there is: workers start one for each, the board shows one for each. */
import { draftJob } from './draft.ts';
import { gatherJob } from './gather.ts';
import type { JobKind } from './job.ts';
import { releaseJob } from './release.ts';
import { retentionJob } from './retention.ts';
import { returnsJob } from './returns.ts';
import { sendBatchJob } from './send-batch.ts';
import { serviceMailJob } from './service-mail.ts';
import { sweepJob } from './sweep.ts';
import { tidyJob } from './tidy.ts';
import { webhooksJob } from './webhooks.ts';

export const jobKinds: readonly JobKind[] = [
  gatherJob,
  draftJob,
  releaseJob,
  sendBatchJob,
  sweepJob,
  returnsJob,
  serviceMailJob,
  tidyJob,
  retentionJob,
  webhooksJob,
];
