/** Readers: asked to confirm, or stored with a consent given elsewhere; read, changed, unsubscribed, erased. */
import { z } from 'zod';
import { attributeName, attributeValue, segmentName } from '../../audience/segment.ts';
import type { RouteShape } from '../route.ts';
import { id, moment, newsletterName, oneLine, pageOf, pageQuery, pathId } from '../schemas.ts';

const state = z.enum(['pending', 'active', 'unsubscribed', 'bounced']);
export const subscriber = z
  .strictObject({
    id,
    email: z.string(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    commune: z.string().nullable(),
    more_communes: z.array(z.string()),
    sections: z.array(z.string()).describe('Rubriques they would rather read first.'),
    premium: z.boolean(),
    language: z.string().nullable(),
    attributes: z.record(z.string(), attributeValue),
    created_at: moment,
    subscriptions: z.array(
      z.strictObject({
        newsletter: newsletterName,
        state,
        since: moment,
        source: z.string(),
        paused_until: moment.nullable(),
      }),
    ),
  })
  .meta({ id: 'Subscriber' });

/** Who may write and not read learns which reader it was, and nothing that is stored of them. */
const toldOf = z
  .union([subscriber, z.strictObject({ id }).meta({ id: 'SubscriberId' })])
  .describe('The reader; without the scope subscribers:read, the id alone.');

const chosenIds = (what: string) =>
  z
    .array(oneLine(80))
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, `must name each ${what} once`);
const details = {
  first_name: oneLine(100).nullable().optional(),
  last_name: oneLine(100).nullable().optional(),
  commune: oneLine(80).nullable().optional().describe('The id of a commune of newsletter.yaml.'),
  more_communes: chosenIds('commune')
    .optional()
    .describe('Other communes whose block they also get. The whole list: what it does not name goes.'),
  sections: chosenIds('rubrique')
    .optional()
    .describe('Rubriques they would rather read first, by the ids of newsletter.yaml. The whole list.'),
  premium: z.boolean().optional().describe('A paying reader.'),
  language: z.enum(['fr', 'en']).nullable().optional(),
  attributes: z
    .record(attributeName, attributeValue.nullable())
    .refine((given) => Object.keys(given).length <= 50, 'must be at most 50')
    .optional()
    .describe('Merged into those stored; null takes one away.'),
};
/** The details that only a stated consent, or a later change, may bring. */
export const detailNames = Object.keys(details) as readonly (keyof typeof details)[];

/** No attributes at all are no change, nor is a change of nothing one. */
function changesSomething({ attributes, ...given }: { readonly attributes?: object | undefined }): boolean {
  return Object.keys({ ...given, ...attributes }).length > 0;
}

const newSubscriber = z
  .strictObject({
    email: z.string().max(1000),
    newsletters: z
      .array(newsletterName)
      .min(1)
      .max(20)
      .describe('Those of GET /newsletters; with a consent, one that closed as well.'),
    as_written: z.boolean().optional().describe('The address looks misspelt or shared, and is meant so.'),
    website: z.string().max(1000).optional().describe('A trap for programs: hide it, leave it empty.'),
    proof: z
      .string()
      .max(5000)
      .optional()
      .describe('Without a token, what the ALTCHA widget computed, where the newsletter asks for it.'),
    wording: oneLine(2000)
      .optional()
      .describe('With a token: the sentence you showed, where it was not that of GET /newsletters.'),
    consent: z
      .strictObject({
        given_at: moment.regex(/^(19|2\d)/, 'must be a moment of the years 1900 to 2999'),
        source: oneLine(200).describe('Where it can be proved: «bulletin papier n° 12», «caisse».'),
      })
      .optional()
      .describe('Scope subscribers:consent: a consent given elsewhere. No letter asks for it again.'),
    ...details,
  })
  .meta({ id: 'NewSubscriber' });

const stored = z
  .strictObject({
    status: z.literal('stored'),
    subscriber: toldOf,
    outcomes: z
      .array(
        z.strictObject({
          newsletter: newsletterName,
          outcome: z
            .enum([
              'added',
              'updated',
              'unchanged',
              'left',
              'unreachable',
              'unsubscribed',
              'bounced',
              'pending',
              'suppressed',
            ])
            .describe('Who is unsubscribed or bounced stays so: only they can come back.'),
        }),
      )
      .optional()
      .describe('With the scope subscribers:read.'),
  })
  .meta({ id: 'StoredSubscriber' });

const params = z.strictObject({ id: pathId });

export const subscriberRoutes = {
  listSubscribers: {
    method: 'GET',
    path: '/subscribers',
    scope: 'subscribers:read',
    summary: { fr: 'Les lecteurs, page par page', en: 'Readers, page by page' },
    query: z.strictObject({
      ...pageQuery,
      newsletter: newsletterName.optional(),
      state: state.optional().describe('Of a subscription.'),
      segment: segmentName.optional(),
      email: z.string().max(320).optional().describe('This address, in any spelling of it.'),
    }),
    answers: { 200: pageOf(subscriber) },
    problems: ['invalid'],
  },
  createSubscriber: {
    method: 'POST',
    path: '/subscribers',
    scope: 'open',
    summary: {
      fr: 'Inscrire : une lettre demande de confirmer, sauf consentement donné ailleurs et prouvé',
      en: 'Sign up: a letter asks to confirm, unless a consent given elsewhere is stated',
    },
    body: newSubscriber,
    answers: {
      200: stored,
      201: stored,
      202: z.strictObject({ status: z.literal('confirmation_sent') }).meta({ id: 'ConfirmationSent' }),
    },
    problems: ['suppressed', 'no_relay'],
  },
  readSubscriber: {
    method: 'GET',
    path: '/subscribers/:id',
    scope: 'subscribers:read',
    summary: { fr: 'Un lecteur', en: 'One reader' },
    params,
    answers: { 200: subscriber },
    problems: ['not_found'],
  },
  changeSubscriber: {
    method: 'PATCH',
    path: '/subscribers/:id',
    scope: 'subscribers:write',
    summary: { fr: 'Changer ce qui est dit d’un lecteur', en: 'Change what is said of a reader' },
    params,
    body: z
      .strictObject(details)
      .refine(changesSomething, 'must change something')
      .meta({ id: 'SubscriberChange', minProperties: 1 }),
    answers: { 200: toldOf },
    problems: ['not_found'],
  },
  eraseSubscriber: {
    method: 'DELETE',
    path: '/subscribers/:id',
    scope: 'subscribers:write',
    summary: {
      fr: 'Effacer un lecteur partout ; il ne sera plus jamais écrit à cette adresse',
      en: 'Erase a reader everywhere; the address is never written to again',
    },
    params,
    answers: { 204: null },
    problems: ['not_found'],
  },
  unsubscribe: {
    method: 'POST',
    path: '/subscribers/:id/unsubscribe',
    scope: 'subscribers:write',
    summary: { fr: 'Désabonner d’une lettre', en: 'Unsubscribe from a newsletter' },
    params,
    body: z.strictObject({ newsletter: newsletterName }).meta({ id: 'Unsubscription' }),
    answers: { 200: toldOf },
    problems: ['not_found'],
  },
  listReceipts: {
    method: 'GET',
    path: '/subscribers/:id/receipts',
    scope: 'subscribers:read',
    summary: { fr: 'Ses preuves de consentement', en: 'Their consent receipts' },
    params,
    answers: {
      200: z.strictObject({
        data: z.array(
          z
            .strictObject({
              newsletter: z.string().nullable(),
              purpose: z.string(),
              action: z.enum(['granted', 'withdrawn']),
              at: moment,
              source: z.string(),
              network: z.string().nullable(),
              wording: z
                .strictObject({
                  text: z.string(),
                  language: z.enum(['fr', 'en']),
                  version: z.string(),
                  hash: z.string(),
                })
                .nullable(),
            })
            .meta({ id: 'Receipt' }),
        ),
      }),
    },
    problems: ['not_found'],
  },
} as const satisfies Readonly<Record<string, RouteShape>>;
