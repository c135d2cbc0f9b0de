/** Readers, as programs read, change, unsubscribe and erase them; only within what their token reaches. */

import type { EmailKey } from '../../audience/address.ts';
import { parseEmailAddress } from '../../audience/address.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { ReaderChange, ReaderRecord } from '../../audience/reader-record.ts';
import type { ConsentRecord } from '../../audience/receipt.ts';
import type { SubscriptionState } from '../../audience/subscription.ts';
import { type Call, type Handlers, type Refusal, type RouteShape, refuse } from '../route.ts';
import type { subscriberRoutes } from '../routes/subscribers.ts';
import { paged } from '../schemas.ts';
import { changeOf, shown, toldTo } from './reader.ts';
import { createSubscriber, invalid, type JoinSteps } from './sign-up.ts';

type Reach = readonly string[] | null;

export type SubscriberSteps = JoinSteps & {
  readonly page: (wanted: {
    readonly reach: Reach;
    readonly after: SubscriberId | null;
    readonly limit: number;
    readonly newsletter: string | null;
    readonly state: SubscriptionState | null;
    readonly key: EmailKey | null;
    readonly segment: string | null;
  }) => Promise<readonly ReaderRecord[] | { readonly unusable: string }>;
  readonly change: (id: SubscriberId, change: ReaderChange) => Promise<'changed' | 'gone' | 'too_many'>;
  /** Whether the reader has to do with a newsletter out of reach. */
  readonly isBeyond: (id: SubscriberId, reach: Reach) => Promise<boolean>;
  readonly erase: (record: ReaderRecord) => Promise<void>;
  readonly unsubscribe: (id: SubscriberId, newsletter: string, by: string) => Promise<void>;
  readonly receipts: (record: ReaderRecord) => Promise<readonly ConsentRecord[]>;
};

export function subscriberHandlers(steps: SubscriberSteps): Handlers<typeof subscriberRoutes> {
  return {
    listSubscribers: async ({ caller, query }) => {
      const key = query.email === undefined ? null : keyOf(query.email);
      if (key === undefined) return { kind: 'answer', status: 200, body: { data: [], next: null } };
      const found = await steps.page({
        reach: caller?.newsletters ?? null,
        after: (query.after ?? null) as SubscriberId | null,
        limit: query.limit + 1,
        newsletter: query.newsletter ?? null,
        state: query.state ?? null,
        key,
        segment: query.segment ?? null,
      });
      if ('unusable' in found) return invalid('?segment', found.unusable);
      const { rows, next } = paged(found, query.limit);
      return { kind: 'answer', status: 200, body: { data: rows.map(shown), next } };
    },
    createSubscriber: (call) => createSubscriber(steps, call),
    readSubscriber: async (call) => {
      const record = await readerOf(steps, call);
      if ('problem' in record) return record;
      return { kind: 'answer', status: 200, body: shown(record), about: record.id };
    },
    changeSubscriber: async (call) => {
      const record = await readerOf(steps, call);
      if ('problem' in record) return record;
      const change = changeOf(call.body, await steps.newsletters());
      if ('problem' in change) return change;
      if ((await steps.change(record.id, change)) === 'too_many')
        return invalid('#/attributes', 'would be more than 50 with those stored');
      return answerChanged(steps, call);
    },
    eraseSubscriber: async (call) => {
      const record = await readerOf(steps, call);
      if ('problem' in record) return record;
      if (await steps.isBeyond(record.id, call.caller?.newsletters ?? null))
        return refuse('forbidden', 'This reader subscribed to a newsletter that this token does not reach.');
      await steps.erase(record);
      return { kind: 'answer', status: 204, body: null };
    },
    unsubscribe: async (call) => {
      const { newsletter } = call.body;
      const record = await readerOf(steps, call);
      if ('problem' in record) return record;
      if (!record.subscriptions.some((one) => one.newsletter === newsletter))
        return invalid('#/newsletter', 'is none that this reader ever subscribed to');
      await steps.unsubscribe(record.id, newsletter, call.caller?.name ?? '');
      return answerChanged(steps, call);
    },
    listReceipts: async (call) => {
      const record = await readerOf(steps, call);
      if ('problem' in record) return record;
      const reach = call.caller?.newsletters ?? null;
      const receipts = await steps.receipts(record);
      const data = receipts
        .filter(({ newsletter }) => reach === null || newsletter === null || reach.includes(newsletter))
        .map((receipt) => ({ ...receipt, at: receipt.at.toISOString() }));
      return { kind: 'answer', status: 200, body: { data } };
    },
  };
}

type ReaderCall = Pick<Call<RouteShape>, 'caller'> & { readonly params: { readonly id: number } };

async function readerOf(
  steps: SubscriberSteps,
  { caller, params }: ReaderCall,
): Promise<ReaderRecord | Refusal> {
  const record = await steps.record(params.id as SubscriberId, caller?.newsletters ?? null);
  return record ?? refuse('not_found', `No reader ${params.id} within what this token reaches.`);
}

async function answerChanged(steps: SubscriberSteps, call: ReaderCall) {
  const record = await readerOf(steps, call);
  if ('problem' in record) return record;
  return { kind: 'answer', status: 200, body: toldTo(call.caller, record), about: record.id } as const;
}

/** undefined: no address, so nobody has it. */
function keyOf(email: string): EmailKey | undefined {
  const parsed = parseEmailAddress(email);
  return parsed.kind === 'address' ? parsed.key : undefined;
}
