/** What programs are told of: the facts by name, and the small body that says one. */

export const webhookEvents = [
  'subscriber.created',
  'subscriber.confirmed',
  'subscriber.unsubscribed',
  'subscriber.complained',
  'subscriber.bounced',
  'subscriber.erased',
  'issue.approved',
  'issue.sent',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export type Fact = {
  readonly event: WebhookEvent;
  readonly happenedAt: Date;
  /** Ids and names; never an address. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Only where the webhook asks for it; null once the reader was erased. */
  readonly address?: string | null;
};

/** The body, as Standard Webhooks lays it out: type, timestamp, data. */
export function bodyOf({ event, happenedAt, data, address }: Fact): string {
  const told = address === undefined || event.startsWith('issue.') ? data : { ...data, email: address };
  return JSON.stringify({ type: event, timestamp: happenedAt.toISOString(), data: told });
}
