/** /api/v1: from a request to an answer or a problem, the same way for every route of the table. */
import { type Context, Hono } from 'hono';
import type { SubscriberId } from '../audience/ids.ts';
import type { ApiToken } from '../desk/api-token.ts';
import { peerOf } from '../site/peer.ts';
import { type AdmitNeeds, admit } from './admit.ts';
import { corsHeaders } from './cors.ts';
import { type IssueSteps, issueHandlers } from './handlers/issues.ts';
import { type NewsletterSteps, newsletterHandlers } from './handlers/newsletters.ts';
import { type SegmentSteps, segmentHandlers } from './handlers/segments.ts';
import { type SubscriberSteps, subscriberHandlers } from './handlers/subscribers.ts';
import { type WebhookSteps, webhookHandlers } from './handlers/webhooks.ts';
import { type Done, isIdempotencyKey, type OnceNeeds, once, requestHash } from './once.ts';
import { openApi } from './openapi.ts';
import { apiPage } from './page.tsx';
import { type ReadCall, readCall } from './read.ts';
import { answerOf, problemOf, type Ready, responseOf } from './respond.ts';
import { type Handler, type Handlers, type Refusal, type RouteShape, refuse } from './route.ts';
import { groups, routes } from './routes.ts';

export type ApiNeeds = {
  readonly admit: AdmitNeeds;
  readonly once: OnceNeeds;
  readonly secret: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly now: () => Date;
  readonly newsletters: NewsletterSteps;
  readonly subscribers: SubscriberSteps;
  readonly segments: SegmentSteps;
  readonly issues: IssueSteps;
  readonly webhooks: WebhookSteps;
  /** Told of what a program sees as a fault on our side. */
  readonly onError: (error: Error) => void;
};

/** To be mounted at /api/v1. */
export function apiRoutes(needs: ApiNeeds): Hono {
  const handlers: Handlers<typeof routes> = {
    ...newsletterHandlers(needs.newsletters),
    ...subscriberHandlers(needs.subscribers),
    ...segmentHandlers(needs.segments),
    ...issueHandlers(needs.issues),
    ...webhookHandlers(needs.webhooks),
  };
  const api = new Hono();
  api.onError((error) => {
    needs.onError(error);
    return responseOf(
      problemOf(needs.publicUrl, refuse('fault', 'Nothing is promised; repeat the request.')),
      {},
    );
  });
  // The table of handlers is made for these routes: name by name they fit.
  for (const [name, shape] of Object.entries(routes) as [keyof typeof routes, RouteShape][])
    api.on(shape.method, shape.path, (context) =>
      answer(context, shape, handlers[name] as unknown as Handler<RouteShape>, needs),
    );
  const description = JSON.stringify(openApi(groups, needs));
  return api
    .get('/openapi.json', () => responseOf({ status: 200, type: 'application/json', text: description }, {}))
    .get('/', async (context) => apiPage(context, needs))
    .options('/subscribers', (context) => preflight(context, needs))
    .all('*', (context) => elsewhere(context, needs));
}

async function answer(
  context: Context,
  shape: RouteShape,
  handler: Handler<RouteShape>,
  needs: ApiNeeds,
): Promise<Response> {
  const at = needs.now();
  const cors = await corsOf(context, shape, needs);
  const admitted = await admit(context.req.header('authorization'), shape, at, needs.admit);
  const headers = { ...admitted.headers, ...cors };
  const said = (refusal: Refusal) =>
    responseOf(problemOf(needs.publicUrl, refusal), { ...headers, ...refusal.headers });
  if (admitted.kind === 'problem') return said(admitted);
  const read = await readCall(context, shape);
  if (read.kind === 'problem') return said(read);
  const { caller } = admitted;
  const work = async () => done(needs, await handler(callOf(context, read, caller, at)));
  const keyed = keyOf(context, caller, read, needs);
  if (keyed !== null && 'problem' in keyed) return said(keyed);
  // What a handler adds to a refusal is for this answer alone: a replay says what was, not when to come back.
  if (keyed === null) {
    const { ready, more } = await work();
    return responseOf(ready, { ...headers, ...more });
  }
  const outcome = await once(needs.once, keyed, at, work);
  if (outcome.kind === 'problem') return said(outcome);
  return responseOf(outcome.ready, {
    ...headers,
    ...(outcome.kind === 'replayed' && { 'Idempotency-Replayed': 'true' }),
  });
}

function done(
  { publicUrl }: ApiNeeds,
  outcome: Awaited<ReturnType<Handler<RouteShape>>>,
): Done & { readonly more: Readonly<Record<string, string>> } {
  if (outcome.kind === 'problem')
    return { ready: problemOf(publicUrl, outcome), about: null, more: outcome.headers ?? {} };
  const about: SubscriberId | null = outcome.about ?? null;
  return { ready: answerOf(outcome.status, outcome.body), about, more: {} };
}

function callOf(context: Context, read: ReadCall, caller: ApiToken | null, at: Date) {
  return {
    caller,
    at,
    params: read.params as never,
    query: read.query as never,
    body: read.body as never,
    peer: peerOf(context),
    forwarded: context.req.header('x-forwarded-for'),
    origin: context.req.header('origin'),
  };
}

/** null: nothing is kept. Without a token nobody owns the key. */
function keyOf(context: Context, caller: ApiToken | null, read: ReadCall, { secret }: ApiNeeds) {
  const key = context.req.header('idempotency-key');
  if (key === undefined || caller === null || context.req.method !== 'POST') return null;
  if (!isIdempotencyKey(key))
    return refuse('invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters.', {
      errors: [{ field: 'Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' }],
    });
  return { token: caller.id, key, hash: requestHash(secret, 'POST', context.req.path, read.text) };
}

async function corsOf(context: Context, shape: RouteShape, needs: ApiNeeds): Promise<Record<string, string>> {
  const origin = context.req.header('origin');
  if (shape !== routes.createSubscriber || origin === undefined) return {};
  return (await needs.subscribers.origins()).has(origin) ? corsHeaders(origin) : { Vary: 'Origin' };
}

async function preflight(context: Context, needs: ApiNeeds): Promise<Response> {
  const headers = await corsOf(context, routes.createSubscriber, needs);
  return responseOf(answerOf(204, null), { Allow: 'GET, POST, OPTIONS', ...headers });
}

/** No such address, or one that takes other methods (RFC 9110, 15.5.6). */
function elsewhere(context: Context, { publicUrl }: ApiNeeds): Response {
  const path = context.req.path.replace(/^.*?\/api\/v1/, '');
  const there = Object.values(routes).filter((one) => patternOf(one.path).test(path));
  const allowed = [...new Set(there.map(({ method }) => method))].join(', ');
  const refusal =
    there.length === 0
      ? refuse('not_found', `Nothing is served at ${context.req.path.slice(0, 200)}.`)
      : refuse('wrong_method', `This address takes ${allowed}.`, { headers: { Allow: allowed } });
  const ready: Ready = problemOf(publicUrl, refusal);
  return responseOf(ready, refusal.headers ?? {});
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
}
