/** Joins webhooks to their tables, the secret and the network. */
import { randomBytes } from 'node:crypto';
import type { WebhookSteps } from '../api/handlers/webhooks.ts';
import { type DeliverReport, deliverDue } from '../webhooks/deliver.ts';
import type { WebhookShown } from '../webhooks/record.ts';
import { rotationHours, webhookSecret } from '../webhooks/signature.ts';
import {
  claimDeliveries,
  dropOldDeliveries,
  pageOfDeliveries,
  redeliver,
  settleDelivery,
} from '../world/db/webhook-deliveries.ts';
import {
  changeWebhook,
  createWebhook,
  pageOfWebhooks,
  removeWebhook,
  rotateSecret,
  webhookById,
} from '../world/db/webhooks.ts';
import { namesRefusedAddress } from '../world/http/public-address.ts';
import type { World } from '../world/world.ts';
import { time } from './delivering.ts';

type HookWorld = Pick<World, 'clock' | 'database' | 'log' | 'poster' | 'secret'>;
export type Webhooks = ReturnType<typeof webhooks>;

export function webhooks(world: HookWorld) {
  const { clock, database, log, poster, secret } = world;
  const { pool } = database;
  return {
    /** At most a thousand; without what secrets are made of. */
    listWebhooks: async (): Promise<readonly WebhookShown[]> =>
      (await pageOfWebhooks(pool, null, 0, 1_000)).map(
        ({ salt: _salt, secretNumber: _number, previousUntil: _until, ...shown }) => shown,
      ),
    /** Delivers what is due; harmless at any time and in any number of processes. */
    deliverWebhooks: async (signal: AbortSignal): Promise<DeliverReport> => {
      await dropOldDeliveries(pool, clock.now());
      const { wait } = time;
      return deliverDue(
        {
          ...{ secret, now: clock.now, random: Math.random, wait, post: poster.post },
          claim: (at, atWork, room) => claimDeliveries(pool, at, atWork, room),
          settle: async (delivery, at, attempt, verdict) => {
            await settleDelivery(pool, delivery, at, attempt, verdict);
            if (verdict.kind === 'given_up' && verdict.disabled !== null)
              log.warn({ webhook: delivery.webhook.id, reason: verdict.disabled }, 'webhook turned off');
          },
        },
        signal,
      );
    },
  };
}

export function webhookSteps(world: World): WebhookSteps {
  const { clock, configuration, database, secret } = world;
  const { pool } = database;
  return {
    page: (reach, after, limit) => pageOfWebhooks(pool, reach, after, limit),
    one: (id, reach) => webhookById(pool, id, reach),
    create: async (wish) => {
      const webhook = await createWebhook(pool, wish, randomBytes(16), clock.now());
      const { id, salt, secretNumber: number } = webhook;
      return { webhook, secret: webhookSecret(secret, { id, salt, number }) };
    },
    change: (id, change) => changeWebhook(pool, id, change),
    remove: (id) => removeWebhook(pool, id),
    rotate: async (id) => {
      const until = new Date(clock.now().getTime() + rotationHours * 3_600_000);
      const number = await rotateSecret(pool, id, until);
      const webhook = await webhookById(pool, id, null);
      return webhook === null ? '' : webhookSecret(secret, { id, salt: webhook.salt, number });
    },
    deliveries: (webhook, wanted) => pageOfDeliveries(pool, webhook, wanted),
    redeliver: (webhook, delivery) => redeliver(pool, webhook, delivery, clock.now()),
    objection: (url) =>
      !configuration.allowPrivateWebhooks && namesRefusedAddress(new URL(url))
        ? 'is a private address; the operator may allow them with HEBDO_ALLOW_PRIVATE_WEBHOOKS=1'
        : null,
  };
}
