/** Webhooks: where to tell of what; their log, and a message said again. */
import { z } from 'zod';
import { webhookEvents } from '../../webhooks/event.ts';
import type { RouteShape } from '../route.ts';
import { id, moment, newsletterName, pageOf, pageQuery, pathId } from '../schemas.ts';

const events = z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length);
const newsletters = z.array(newsletterName).min(1).max(50).nullable();
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2000)
  .refine(
    (given) => URL.canParse(given) && new URL(given).username === '' && new URL(given).password === '',
    {
      message: 'must not hold a user or password',
    },
  );

const fields = {
  id,
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  newsletters: z.array(z.string()).nullable().describe('null: every newsletter.'),
  with_address: z.boolean(),
  active: z.boolean(),
  created_at: moment,
  failing_since: moment.nullable().describe('Since when nothing could be delivered.'),
  disabled_reason: z.string().nullable().describe('Why it was turned off; set active to true to go on.'),
};
export const webhook = z.strictObject(fields).meta({ id: 'Webhook' });
const withSecret = z
  .strictObject({
    ...fields,
    secret: z.string().describe('whsec_…, to verify webhook-signature with. Shown now and never again.'),
  })
  .meta({ id: 'WebhookWithSecret' });

const wish = {
  url,
  events,
  newsletters: newsletters.optional(),
  with_address: z
    .boolean()
    .optional()
    .describe(
      'Tell the address too: then the scope subscribers:read is needed to make, change, rotate or redeliver, and to read the log. Without it ids alone are told.',
    ),
};

export const delivery = z
  .strictObject({
    id,
    message: z.string().describe('The header webhook-id, the same at every attempt.'),
    event: z.enum(webhookEvents),
    data: z.record(z.string(), z.unknown()),
    happened_at: moment,
    state: z.enum(['pending', 'delivered', 'given_up']),
    next_at: moment.nullable(),
    attempts: z.array(
      z.strictObject({
        at: moment,
        ms: z.int(),
        status: z.int().nullable(),
        answer: z.string().nullable().describe('Its first kilobyte.'),
        fault: z.string().nullable().describe('Why no answer came.'),
      }),
    ),
  })
  .meta({ id: 'Delivery' });

const params = z.strictObject({ id: pathId });
const deliveryParams = z.strictObject({ id: pathId, delivery: pathId });

export const webhookRoutes = {
  listWebhooks: {
    method: 'GET',
    path: '/webhooks',
    scope: 'webhooks',
    summary: { fr: 'Les webhooks', en: 'Webhooks' },
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(webhook) },
    problems: ['invalid'],
  },
  createWebhook: {
    method: 'POST',
    path: '/webhooks',
    scope: 'webhooks',
    summary: {
      fr: 'Demander à être prévenu ; le secret est montré une fois',
      en: 'Ask to be told; the secret is shown once',
    },
    body: z.strictObject(wish).meta({ id: 'NewWebhook' }),
    answers: { 201: withSecret },
    problems: [],
  },
  readWebhook: {
    method: 'GET',
    path: '/webhooks/:id',
    scope: 'webhooks',
    summary: { fr: 'Un webhook et comment il va', en: 'One webhook and how it is doing' },
    params,
    answers: { 200: webhook },
    problems: ['not_found'],
  },
  changeWebhook: {
    method: 'PATCH',
    path: '/webhooks/:id',
    scope: 'webhooks',
    summary: { fr: 'Changer, arrêter, reprendre', en: 'Change, turn off, turn on again' },
    params,
    body: z
      .strictObject({
        url: url.optional(),
        events: events.optional(),
        newsletters: wish.newsletters,
        with_address: wish.with_address,
        active: z.boolean().optional(),
      })
      .refine((given) => Object.keys(given).length > 0, 'must change something')
      .meta({ id: 'WebhookChange' }),
    answers: { 200: webhook },
    problems: ['not_found'],
  },
  removeWebhook: {
    method: 'DELETE',
    path: '/webhooks/:id',
    scope: 'webhooks',
    summary: { fr: 'Ne plus être prévenu', en: 'Be told no more' },
    params,
    answers: { 204: null },
    problems: ['not_found'],
  },
  rotateSecret: {
    method: 'POST',
    path: '/webhooks/:id/rotate',
    scope: 'webhooks',
    summary: {
      fr: 'Un nouveau secret ; pendant 24 heures l’ancien signe aussi',
      en: 'A new secret; for 24 hours the old one signs too',
    },
    params,
    answers: { 200: withSecret },
    problems: ['not_found'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    scope: 'webhooks',
    summary: { fr: 'Le journal, 30 jours', en: 'The log, 30 days' },
    params,
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(delivery) },
    problems: ['not_found'],
  },
  readDelivery: {
    method: 'GET',
    path: '/webhooks/:id/deliveries/:delivery',
    scope: 'webhooks',
    summary: { fr: 'Un message et ses essais', en: 'One message and its attempts' },
    params: deliveryParams,
    answers: { 200: delivery },
    problems: ['not_found'],
  },
  redeliver: {
    method: 'POST',
    path: '/webhooks/:id/deliveries/:delivery/redeliver',
    scope: 'webhooks',
    summary: { fr: 'Le redire', en: 'Say it again' },
    params: deliveryParams,
    answers: { 202: delivery },
    problems: ['not_found'],
  },
} as const satisfies Readonly<Record<string, RouteShape>>;
