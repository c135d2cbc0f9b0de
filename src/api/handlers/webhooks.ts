/** Webhooks by programs: a token that is limited to newsletters has webhooks of those newsletters alone. */
import type { z } from 'zod';
import { inEnglish } from '../../config/say.ts';
import { type ApiToken, hasScope } from '../../desk/api-token.ts';
import { troubleInWords } from '../../gather/trouble-words.ts';
import type { WebhookEvent } from '../../webhooks/event.ts';
import type { LoggedDelivery, WebhookShown, WebhookWish } from '../../webhooks/record.ts';
import { whyDisabledInWords } from '../../webhooks/words.ts';
import { type Handlers, type Refusal, refuse } from '../route.ts';
import type {
  delivery as deliverySchema,
  webhookRoutes,
  webhook as webhookSchema,
} from '../routes/webhooks.ts';
import { paged } from '../schemas.ts';
import { invalid } from './sign-up.ts';

type Reach = readonly string[] | null;
export type WebhookSteps = {
  readonly page: (reach: Reach, after: number, limit: number) => Promise<readonly WebhookShown[]>;
  readonly one: (id: number, reach: Reach) => Promise<WebhookShown | null>;
  readonly create: (
    wish: WebhookWish,
  ) => Promise<{ readonly webhook: WebhookShown; readonly secret: string }>;
  readonly change: (id: number, change: Partial<WebhookWish & { active: boolean }>) => Promise<void>;
  readonly remove: (id: number) => Promise<void>;
  readonly rotate: (id: number) => Promise<string>;
  readonly deliveries: (
    webhook: number,
    wanted: { readonly after: number; readonly limit: number; readonly delivery?: number },
  ) => Promise<readonly LoggedDelivery[]>;
  readonly redeliver: (webhook: number, delivery: number) => Promise<boolean>;
  /** Why messages may not go there, as far as the address itself tells. */
  readonly objection: (url: string) => string | null;
};

type Wished = {
  readonly url?: string | undefined;
  readonly newsletters?: readonly string[] | null | undefined;
  readonly with_address?: boolean | undefined;
};

export function webhookHandlers(steps: WebhookSteps): Handlers<typeof webhookRoutes> {
  const find = async (id: number, caller: ApiToken | null): Promise<WebhookShown | Refusal> =>
    (await steps.one(id, caller?.newsletters ?? null)) ??
    refuse('not_found', `No webhook ${id} for this token.`);
  /** To steer it or to read its log: who leads it elsewhere is told what it tells, and answers may quote an address. */
  const findToTouch = async (id: number, caller: ApiToken | null): Promise<WebhookShown | Refusal> => {
    const found = await find(id, caller);
    if ('problem' in found || !found.withAddress || hasScope(caller, 'subscribers:read')) return found;
    return refuse('forbidden', 'This webhook tells addresses: it needs a token with subscribers:read too.');
  };
  const delivery = async (webhook: number, id: number) => {
    const [found] = await steps.deliveries(webhook, { after: 0, limit: 1, delivery: id });
    return found ?? refuse('not_found', `No delivery ${id} of this webhook.`);
  };
  return {
    listWebhooks: async ({ caller, query: { after = 0, limit } }) => {
      const found = await steps.page(caller?.newsletters ?? null, after, limit + 1);
      const { rows, next } = paged(found, limit);
      return { kind: 'answer', status: 200, body: { data: rows.map(shown), next } };
    },
    createWebhook: async ({ caller, body }) => {
      const { url, events, newsletters = caller?.newsletters ?? null, with_address = false } = body;
      const objected = objection(steps, caller, { url, newsletters, with_address });
      if (objected !== null) return objected;
      const made = await steps.create({
        url,
        events: unique(events),
        newsletters,
        withAddress: with_address,
      });
      return { kind: 'answer', status: 201, body: { ...shown(made.webhook), secret: made.secret } };
    },
    readWebhook: async ({ caller, params }) => {
      const found = await find(params.id, caller);
      return 'problem' in found ? found : { kind: 'answer', status: 200, body: shown(found) };
    },
    changeWebhook: async ({ caller, params, body }) => {
      const found = await findToTouch(params.id, caller);
      if ('problem' in found) return found;
      const objected = objection(steps, caller, body);
      if (objected !== null) return objected;
      const { url, events, newsletters, with_address, active } = body;
      await steps.change(found.id, {
        ...(url !== undefined && { url }),
        ...(events !== undefined && { events: unique(events) }),
        ...(newsletters !== undefined && { newsletters }),
        ...(with_address !== undefined && { withAddress: with_address }),
        ...(active !== undefined && { active }),
      });
      const changed = await find(params.id, caller);
      return 'problem' in changed ? changed : { kind: 'answer', status: 200, body: shown(changed) };
    },
    removeWebhook: async ({ caller, params }) => {
      const found = await find(params.id, caller);
      if ('problem' in found) return found;
      await steps.remove(found.id);
      return { kind: 'answer', status: 204, body: null };
    },
    rotateSecret: async ({ caller, params }) => {
      const found = await findToTouch(params.id, caller);
      if ('problem' in found) return found;
      const secret = await steps.rotate(found.id);
      return { kind: 'answer', status: 200, body: { ...shown(found), secret } };
    },
    listDeliveries: async ({ caller, params, query: { after = 0, limit } }) => {
      const found = await findToTouch(params.id, caller);
      if ('problem' in found) return found;
      const { rows, next } = paged(await steps.deliveries(found.id, { after, limit: limit + 1 }), limit);
      return { kind: 'answer', status: 200, body: { data: rows.map(logged), next } };
    },
    readDelivery: async ({ caller, params }) => {
      const found = await findToTouch(params.id, caller);
      if ('problem' in found) return found;
      const one = await delivery(found.id, params.delivery);
      return 'problem' in one ? one : { kind: 'answer', status: 200, body: logged(one) };
    },
    redeliver: async ({ caller, params }) => {
      const found = await findToTouch(params.id, caller);
      if ('problem' in found) return found;
      await steps.redeliver(found.id, params.delivery);
      const one = await delivery(found.id, params.delivery);
      return 'problem' in one ? one : { kind: 'answer', status: 202, body: logged(one) };
    },
  };
}

/** What a token may not read, it may not be told either. */
function objection(steps: WebhookSteps, caller: ApiToken | null, wished: Wished): Refusal | null {
  const { url, newsletters, with_address } = wished;
  const reach = caller?.newsletters ?? null;
  if (with_address && !hasScope(caller, 'subscribers:read'))
    return refuse('forbidden', 'with_address needs a token with the scope subscribers:read.');
  if (reach !== null && newsletters !== undefined && !newsletters?.every((name) => reach.includes(name)))
    return refuse('forbidden', `This token reaches ${reach.join(', ')} alone.`);
  const reason = url === undefined ? null : steps.objection(url);
  return reason === null ? null : invalid('#/url', reason);
}

function unique(events: readonly WebhookEvent[]): readonly WebhookEvent[] {
  return [...new Set(events)];
}

function shown(webhook: WebhookShown): z.input<typeof webhookSchema> {
  const { id, url, events, newsletters, active } = webhook;
  return {
    ...{ id, url, events: [...events], newsletters: newsletters && [...newsletters], active },
    with_address: webhook.withAddress,
    created_at: webhook.createdAt.toISOString(),
    failing_since: webhook.failingSince?.toISOString() ?? null,
    disabled_reason: webhook.disabled && whyDisabledInWords(webhook.disabled, inEnglish),
  };
}

function logged({
  happenedAt,
  nextAt,
  attempts,
  ...delivery
}: LoggedDelivery): z.input<typeof deliverySchema> {
  return {
    ...delivery,
    happened_at: happenedAt.toISOString(),
    next_at: nextAt?.toISOString() ?? null,
    attempts: attempts.map(({ at, fault, ...attempt }) => ({
      ...attempt,
      at: new Date(at).toISOString(),
      fault: fault === null || typeof fault === 'string' ? fault : troubleInWords(fault, inEnglish),
    })),
  };
}
