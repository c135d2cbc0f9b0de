/** The door: which program asks, whether it may, and how often it has asked this minute. */
import type { ApiToken } from '../desk/api-token.ts';
import { looksLikeApiToken, requestsPerMinute } from '../desk/api-token.ts';
import { type Refusal, type RouteShape, refuse } from './route.ts';

export type AdmitNeeds = {
  /** Finds a token and counts this use; null: unknown or revoked. */
  readonly token: (
    token: string,
    at: Date,
  ) => Promise<{ readonly token: ApiToken; readonly requests: number; readonly since: Date } | null>;
};

export type Admitted = {
  readonly kind: 'admitted';
  readonly caller: ApiToken | null;
  /** What is left of the token's minute; on every answer to it. */
  readonly headers: Readonly<Record<string, string>>;
};

export async function admit(
  authorization: string | undefined,
  { scope }: Pick<RouteShape, 'scope'>,
  at: Date,
  { token }: AdmitNeeds,
): Promise<Admitted | (Refusal & { readonly headers: Readonly<Record<string, string>> })> {
  if (authorization === undefined && scope === 'open') return { kind: 'admitted', caller: null, headers: {} };
  const [, text = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  const used = looksLikeApiToken(text) ? await token(text, at) : null;
  if (used === null)
    return unknown(
      authorization === undefined
        ? 'Send a token: Authorization: Bearer hebdo_… («hebdo tokens add» makes one).'
        : 'This token is unknown or revoked.',
    );
  const { token: caller, requests, since } = used;
  if (caller.expiresAt !== null && caller.expiresAt <= at) return unknown('This token has expired.');
  const seconds = Math.max(1, Math.ceil((since.getTime() + 60_000 - at.getTime()) / 1_000));
  const headers = limitHeaders(requests, seconds);
  if (requests > requestsPerMinute)
    return {
      ...refuse('too_often', `A token may make ${requestsPerMinute} requests a minute.`),
      headers: { ...headers, 'Retry-After': String(seconds) },
    };
  if (scope !== 'open' && !caller.scopes.includes(scope))
    return { ...refuse('forbidden', `This token lacks the scope ${scope}.`), headers };
  return { kind: 'admitted', caller, headers };
}

/** RFC 9110, 11.6.1: a 401 names the scheme. */
function unknown(detail: string) {
  return { ...refuse('unauthorized', detail), headers: { 'WWW-Authenticate': 'Bearer realm="hebdo"' } };
}

/** As draft-ietf-httpapi-ratelimit-headers-10 has them. */
function limitHeaders(requests: number, seconds: number): Readonly<Record<string, string>> {
  const left = Math.max(0, requestsPerMinute - requests);
  return {
    'RateLimit-Policy': `"token";q=${requestsPerMinute};w=60`,
    RateLimit: `"token";r=${left};t=${seconds}`,
  };
}
