/** Idempotency-Key: a request that is repeated is answered as the first time, and done once. */
import { createHmac } from 'node:crypto';
import type { SubscriberId } from '../audience/ids.ts';
import type { ApiTokenId } from '../desk/api-token.ts';
import type { Ready } from './respond.ts';
import { type Refusal, refuse } from './route.ts';

export type KeyedRequest = { readonly token: ApiTokenId; readonly key: string; readonly hash: Buffer };

export type OnceNeeds = {
  /** Claims the key; known: it was claimed before, and what was answered if that is over. */
  readonly begin: (
    request: KeyedRequest,
    at: Date,
  ) => Promise<
    | { readonly kind: 'begun' }
    | { readonly kind: 'known'; readonly hash: Buffer; readonly ready: Ready | null }
  >;
  readonly keep: (request: KeyedRequest, ready: Ready, about: SubscriberId | null) => Promise<void>;
  readonly drop: (request: KeyedRequest) => Promise<void>;
};

export type Done = { readonly ready: Ready; readonly about: SubscriberId | null };

/** Does the work, unless the same request was answered within a day. */
export async function once(
  needs: OnceNeeds,
  request: KeyedRequest,
  at: Date,
  work: () => Promise<Done>,
): Promise<{ readonly kind: 'done' | 'replayed'; readonly ready: Ready } | Refusal> {
  const begun = await needs.begin(request, at);
  if (begun.kind === 'known') {
    if (!begun.hash.equals(request.hash))
      return refuse('key_reused', 'Another request was made with this Idempotency-Key; take a fresh one.');
    if (begun.ready === null)
      return refuse(
        'key_at_work',
        'The first request with this Idempotency-Key has not ended; repeat later.',
        {
          headers: { 'Retry-After': '2' },
        },
      );
    return { kind: 'replayed', ready: begun.ready };
  }
  let done: Done | null = null;
  try {
    done = await work();
    return { kind: 'done', ready: done.ready };
  } finally {
    // What failed on our side, or came at a bad time, may be tried again under the same key.
    if (done === null || done.ready.status >= 500 || done.ready.status === 429) await needs.drop(request);
    else await needs.keep(request, done.ready, done.about);
  }
}

/** Visible ASCII, as the header's draft has it. */
export function isIdempotencyKey(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}

/** Keyed: a plain hash of a body with an address in it could be tried out. */
export function requestHash(secret: string, method: string, path: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`hebdo api request 1\n${method} ${path}\n${body}`).digest();
}
