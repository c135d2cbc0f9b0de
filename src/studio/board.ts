/** The queue's board behind the studio's door: another program's pages, under a policy of their own. */
import { Hono } from 'hono';
import { frameBoard, frameScript } from './board-frame.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import type { Visit } from './page.tsx';

export type BoardSteps = {
  /** Opened when it is first looked at. Its pages answer under /studio/board. */
  readonly board: () => Promise<Hono>;
};

/** Its scripts are files of its package, ours stands in the page; its styles are partly written in place, and it names its own base. */
const boardPolicy = [
  "default-src 'none'",
  `script-src 'self' ${frameScript}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export function boardPages({ board }: BoardSteps): Hono<StudioEnv> {
  const show = async (context: StudioContext) =>
    withPolicy(await (await board()).fetch(context.req.raw), context.get('visit'));
  return new Hono<StudioEnv>().all('/board', show).all('/board/*', show);
}

async function withPolicy(answer: Response, visit: Visit): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.set('Content-Security-Policy', boardPolicy);
  if (!headers.get('content-type')?.startsWith('text/html'))
    return new Response(answer.body, { status: answer.status, headers });
  const html = frameBoard(await answer.text(), visit);
  headers.delete('content-length');
  return new Response(html, { status: answer.status, headers });
}
