/** Steps of workers of which a test needs only some: the others do nothing. */
import type { Steps } from '../../jobs/steps.ts';

export function stepsWith(own: Partial<Steps>): Steps {
  const nothing = async () => ({});
  return {
    newsletters: async () => new Map(),
    gather: nothing,
    draft: nothing,
    release: nothing,
    sendBatch: nothing,
    sweep: nothing,
    pollReturns: nothing,
    postServiceMail: nothing,
    deliverWebhooks: nothing,
    tidy: nothing,
    retain: nothing,
    ...own,
  };
}

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
