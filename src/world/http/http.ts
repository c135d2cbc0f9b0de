/** Asks the web for feeds, pages and pictures: limited in size, time and redirects, kept away from private addresses. */
import { Agent, request } from 'undici';
import type { Fetch, Fetched, FetchOptions, NotFetched, RefusedAddress } from '../../gather/fetched.ts';
import { readBody } from './body.ts';
import { guardedLookup, namesRefusedAddress } from './public-address.ts';
import { troubleOf } from './trouble.ts';
import { openTurns, type Turns } from './turns.ts';

export type Http = AsyncDisposable & { readonly fetch: Fetch };

const defaults = { maxBytes: 10_000_000, timeLimit: 20_000, redirects: 5 } as const;
const allowedBy = 'HEBDO_ALLOW_PRIVATE_FEEDS';
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const permanentStatuses = new Set([301, 308]);

type Desk = { readonly agent: Agent; readonly turns: Turns; readonly allowPrivate: boolean };

/** contact: the operator's address for the User-Agent; it stands before the one of a single request. */
export function openHttp(options: { allowPrivate: boolean; contact: string | undefined }): Http {
  const agent = new Agent({
    connect: options.allowPrivate ? {} : { lookup: guardedLookup },
    // Most hosts are asked once an hour: a connection kept for longer is of no use to anybody.
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 2_000,
    pipelining: 1,
  });
  const desk = { agent, turns: openTurns(), allowPrivate: options.allowPrivate };
  return {
    fetch: (url, asked = {}) =>
      followRedirects(desk, url, { ...asked, ...(options.contact && { contact: options.contact }) }),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** Redirects are followed by hand: each hop is a new address to check. */
async function followRedirects(desk: Desk, asked: string, options: FetchOptions): Promise<Fetched> {
  let url = new URL(asked);
  let movedTo: string | null = null;
  let onlyPermanent = true;
  let timeLeft = options.timeLimit ?? defaults.timeLimit;
  for (let hop = 0; hop <= defaults.redirects; hop++) {
    if (!isHttp(url) || (!desk.allowPrivate && namesRefusedAddress(url))) return refusal(url);
    const answer = await desk.turns(url.hostname, () => askOnce(desk.agent, url, timeLeft, options));
    if (answer.kind !== 'answer') return answer;
    timeLeft -= answer.took;
    if (answer.location === null) return { kind: 'response', url: url.href, movedTo, ...answer.response };
    onlyPermanent &&= permanentStatuses.has(answer.response.status);
    url = answer.location;
    if (onlyPermanent) movedTo = url.href;
  }
  return { kind: 'too_many_redirects', most: defaults.redirects, last: url.href };
}

type Answer = {
  readonly kind: 'answer';
  readonly response: { status: number; headers: Record<string, string>; body: Uint8Array };
  /** Set when the answer is a redirect. */
  readonly location: URL | null;
  readonly took: number;
};
type Hop = { readonly url: URL; readonly signal: AbortSignal };

/** timeLeft: milliseconds. The time spent waiting for the host's turn is not the server's fault. */
async function askOnce(
  agent: Agent,
  url: URL,
  timeLeft: number,
  options: FetchOptions,
): Promise<Answer | NotFetched> {
  options.signal?.throwIfAborted();
  const started = performance.now();
  // Not AbortSignal.timeout: until it fires it holds on to the whole answer.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.max(1, Math.ceil(timeLeft)));
  const signal = options.signal ? AbortSignal.any([limit.signal, options.signal]) : limit.signal;
  try {
    const answer = await answerOf(agent, { url, signal }, options);
    return answer.kind === 'answer' ? { ...answer, took: performance.now() - started } : answer;
  } catch (error) {
    options.signal?.throwIfAborted();
    return troubleOf(error, url, { outOfTime: limit.signal.aborted, allowedBy });
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(
  agent: Agent,
  { url, signal }: Hop,
  options: FetchOptions,
): Promise<Omit<Answer, 'took'> | NotFetched> {
  const {
    statusCode: status,
    body,
    ...got
  } = await request(url, {
    dispatcher: agent,
    method: options.method ?? 'GET',
    headers: requestHeaders(options),
    signal,
  });
  // A body that breaks after it was given up must not end the process.
  body.on('error', () => {});
  const headers = plainHeaders(got.headers);
  const location = redirectStatuses.has(status) ? targetOf(headers.location, url) : null;
  if (location) {
    await body.dump({ limit: 65_536, signal });
    return { kind: 'answer', response: { status, headers, body: new Uint8Array(0) }, location };
  }
  const maxBytes = options.maxBytes ?? defaults.maxBytes;
  const read = await readBody(body, headers['content-encoding'], maxBytes);
  switch (read.kind) {
    case 'too_large':
      return { kind: 'too_large', url: url.href, status, most: maxBytes };
    case 'bad_encoding':
      return { kind: 'bad_encoding', url: url.href, status, encoding: read.encoding };
    case 'body':
      return { kind: 'answer', response: { status, headers, body: read.body }, location: null };
  }
}

function requestHeaders(options: FetchOptions): Record<string, string> {
  const contact = options.contact ? `; ${options.contact.replace(/[^\x21-\x7e]/g, '')}` : '';
  return {
    'user-agent': `Hebdo (newsletter of a newsroom${contact})`,
    accept: options.accept ?? '*/*',
    'accept-encoding': 'gzip, br',
    ...(options.etag && { 'if-none-match': options.etag }),
    ...(options.lastModified && { 'if-modified-since': options.lastModified }),
  };
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** Location may be relative (RFC 9110, 10.2.2) and is UTF-8 in practice though headers arrive as Latin-1. */
function targetOf(location: string | undefined, base: URL): URL | null {
  if (!location) return null;
  const text = Buffer.from(location, 'latin1').toString('utf8');
  const target = URL.parse(text.includes('\uFFFD') ? location : text, base);
  if (target) target.hash ||= base.hash;
  return target;
}

function refusal(url: URL): RefusedAddress {
  return isHttp(url)
    ? { kind: 'refused_address', why: 'is_private', host: url.hostname, allowedBy }
    : { kind: 'refused_address', why: 'not_http', address: `${url.protocol}//` };
}

function isHttp(url: URL): boolean {
  return /^https?:$/.test(url.protocol);
}
