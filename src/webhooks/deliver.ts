/** Delivers what is due: claims, signs, posts, notes each attempt with its answer, and says when to come again. */
import { bodyOf, type WebhookEvent } from './event.ts';
import { type Attempt, judge, type Verdict } from './retry.ts';
import { type SecretSeed, signedHeaders, webhookSecret } from './signature.ts';

export type DueDelivery = {
  readonly id: number;
  readonly message: string;
  readonly event: WebhookEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly happenedAt: Date;
  /** Before this one. */
  readonly attempts: number;
  /** undefined: the webhook does not ask for it. */
  readonly address: string | null | undefined;
  readonly webhook: Omit<SecretSeed, 'number'> & {
    readonly url: string;
    readonly secretNumber: number;
    /** The secret before signs too until then. */
    readonly previousUntil: Date | null;
    readonly failingSince: Date | null;
  };
};

export type DeliverNeeds = {
  readonly secret: string;
  readonly now: () => Date;
  readonly random: () => number;
  /** Takes what is due under a lease: a few of each webhook, so that a slow one does not keep the others. */
  readonly claim: (at: Date) => Promise<readonly DueDelivery[]>;
  readonly post: (
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ) => Promise<Attempt>;
  readonly settle: (delivery: DueDelivery, at: Date, attempt: Attempt, verdict: Verdict) => Promise<void>;
};

export type DeliverReport = { readonly delivered: number; readonly failed: number };

/** Until nothing is due, or the signal says so. Done twice at once, each delivery is taken by one. */
export async function deliverDue(needs: DeliverNeeds, signal: AbortSignal): Promise<DeliverReport> {
  const report = { delivered: 0, failed: 0 };
  while (!signal.aborted) {
    const due = await needs.claim(needs.now());
    if (due.length === 0) break;
    const verdicts = await Promise.all(due.map((delivery) => deliverOne(needs, delivery, signal)));
    for (const { kind } of verdicts) report[kind === 'delivered' ? 'delivered' : 'failed']++;
  }
  return report;
}

async function deliverOne(needs: DeliverNeeds, delivery: DueDelivery, signal: AbortSignal): Promise<Verdict> {
  const at = needs.now();
  const { message, webhook, attempts, address, ...fact } = delivery;
  const body = bodyOf({ ...fact, ...(address !== undefined && { address }) });
  const headers = signedHeaders(secretsOf(needs.secret, webhook, at), { message, at, body });
  const attempt = await needs.post(
    webhook.url,
    { ...headers, 'content-type': 'application/json' },
    body,
    signal,
  );
  const tried = { attempts: attempts + 1, failingSince: webhook.failingSince };
  const verdict = judge(attempt, tried, needs.now(), needs.random());
  // We broke off, not the receiver: that is no attempt, and the lease ends by itself.
  if (attempt.kind === 'answered' || !signal.aborted) await needs.settle(delivery, at, attempt, verdict);
  return verdict;
}

function secretsOf(secret: string, webhook: DueDelivery['webhook'], at: Date): readonly string[] {
  const { id, salt, secretNumber, previousUntil } = webhook;
  const rotating = previousUntil !== null && previousUntil > at && secretNumber > 1;
  const numbers = rotating ? [secretNumber, secretNumber - 1] : [secretNumber];
  return numbers.map((number) => webhookSecret(secret, { id, salt, number }));
}
