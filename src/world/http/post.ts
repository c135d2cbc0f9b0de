/** Posts a webhook's message: no redirect is followed, little of the answer is read, private addresses are refused. */
import { Agent, request } from 'undici';
import type { Attempt } from '../../webhooks/retry.ts';
import { guardedLookup, namesRefusedAddress } from './public-address.ts';
import { troubleOf } from './trouble.ts';

export type Poster = AsyncDisposable & {
  readonly post: (
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ) => Promise<Attempt>;
};

/** Milliseconds for the whole exchange; bytes of the answer that are kept. */
const limits = { time: 10_000, answer: 1_024 } as const;
const allowedBy = 'HEBDO_ALLOW_PRIVATE_WEBHOOKS';

export function openPoster({ allowPrivate }: { readonly allowPrivate: boolean }): Poster {
  const agent = new Agent({
    connect: allowPrivate ? {} : { lookup: guardedLookup },
    keepAliveTimeout: 2_000,
    pipelining: 1,
  });
  return {
    post: (url, headers, body, signal) =>
      postOnce(agent, allowPrivate, new URL(url), { headers, body, signal }),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

async function postOnce(
  agent: Agent,
  allowPrivate: boolean,
  url: URL,
  message: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
): Promise<Attempt> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  if (!allowPrivate && namesRefusedAddress(url)) {
    const trouble = { kind: 'refused_address', why: 'is_private', host: url.hostname, allowedBy } as const;
    return { kind: 'failed', trouble, ms: took() };
  }
  const limit = AbortSignal.timeout(limits.time);
  try {
    const { statusCode: status, body } = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { ...message.headers, 'user-agent': 'Hebdo (webhook)' },
      body: message.body,
      signal: AbortSignal.any([limit, message.signal]),
    });
    body.on('error', () => {});
    return { kind: 'answered', status, answer: await beginningOf(body), ms: took() };
  } catch (error) {
    const trouble = troubleOf(error, url, { outOfTime: limit.aborted, allowedBy });
    return { kind: 'failed', trouble, ms: took() };
  }
}

/** What does not fit is not read: the connection is closed on it. */
async function beginningOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    size += piece.length;
    if (size >= limits.answer) break;
  }
  const text = Buffer.concat(pieces).subarray(0, limits.answer).toString();
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
