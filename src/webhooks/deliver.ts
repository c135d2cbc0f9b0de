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
  /** Takes what is due under a lease: a few of each webhook, of those that are not at work here and for whom there is room. */
  readonly claim: (at: Date, atWork: readonly number[], room: WebhookRoom) => Promise<readonly DueDelivery[]>;
  /** Ends after so many milliseconds, or with the signal. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly post: (
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ) => Promise<Attempt>;
  readonly settle: (delivery: DueDelivery, at: Date, attempt: Attempt, verdict: Verdict) => Promise<void>;
};

/** Webhooks: those whose last message was taken, and those that fail. */
export type WebhookRoom = { readonly well: number; readonly failing: number };
export type DeliverReport = { readonly delivered: number; readonly failed: number };

/** At work at a time. However many fail, each for as long as a message may take, the others have their room. */
const most: WebhookRoom = { well: 16, failing: 4 };
/** While webhooks are at work, how soon is looked for what became due of others, in milliseconds. */
const lookAgainMs = 1_000;

/** A few messages of one webhook. */
type Turn = { readonly failing: boolean; readonly ended: Promise<void> };
/** By their webhooks. */
type Turns = ReadonlyMap<number, Turn>;

/**
 * Until nothing is due, or the signal says so. Each webhook goes on as it answers, and waits for no other one. Done twice at
 * once, each delivery is taken by one.
 */
export async function deliverDue(needs: DeliverNeeds, signal: AbortSignal): Promise<DeliverReport> {
  const report = { delivered: 0, failed: 0 };
  const turns = new Map<number, Turn>();
  const take = async (webhook: number, due: readonly DueDelivery[]) => {
    const verdicts = await Promise.all(due.map((delivery) => deliverOne(needs, delivery, signal)));
    for (const { kind } of verdicts) report[kind === 'delivered' ? 'delivered' : 'failed']++;
    turns.delete(webhook);
  };
  try {
    while (!signal.aborted) {
      const atWork = [...turns.keys()];
      const due = await needs.claim(needs.now(), atWork, roomBeside(turns));
      if (due.length === 0 && atWork.length === 0) break;
      for (const [id, own] of Map.groupBy(due, ({ webhook }) => webhook.id)) {
        const failing = own.some(({ webhook }) => webhook.failingSince !== null);
        turns.set(id, { failing, ended: take(id, own) });
      }
      if (turns.size > 0) await nextLook(turns, needs, signal);
    }
  } finally {
    await Promise.allSettled([...turns.values()].map(({ ended }) => ended));
  }
  return report;
}

function roomBeside(turns: Turns): WebhookRoom {
  const failing = [...turns.values()].filter((turn) => turn.failing).length;
  return { well: most.well - (turns.size - failing), failing: most.failing - failing };
}

/** As soon as one webhook is through with its messages. */
async function nextLook(turns: Turns, { wait }: DeliverNeeds, signal: AbortSignal): Promise<void> {
  const looked = new AbortController();
  const again = wait(lookAgainMs, AbortSignal.any([signal, looked.signal]));
  try {
    await Promise.race([again, ...[...turns.values()].map(({ ended }) => ended)]);
  } finally {
    looked.abort();
  }
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
