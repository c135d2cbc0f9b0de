/** A webhook and its log, as they are stored and shown. */
import type { NotFetched } from '../gather/fetched.ts';
import type { WebhookEvent } from './event.ts';
import type { WhyDisabled } from './retry.ts';

export type WebhookWish = {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** null: all. */
  readonly newsletters: readonly string[] | null;
  readonly withAddress: boolean;
};

export type WebhookShown = WebhookWish & {
  readonly id: number;
  readonly active: boolean;
  readonly createdAt: Date;
  /** Since when nothing could be delivered. */
  readonly failingSince: Date | null;
  /** Why it was turned off; null also where a program did. */
  readonly disabled: WhyDisabled | null;
};

export type LoggedDelivery = {
  readonly id: number;
  readonly message: string;
  readonly event: WebhookEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly happenedAt: Date;
  readonly state: 'pending' | 'delivered' | 'given_up';
  /** While it is pending. */
  readonly nextAt: Date | null;
  readonly attempts: readonly {
    readonly at: string;
    readonly ms: number;
    readonly status: number | null;
    readonly answer: string | null;
    /** A sentence where an earlier version wrote it: the log goes back thirty days. */
    readonly fault: NotFetched | string | null;
  }[];
};
