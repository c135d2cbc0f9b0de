/** The queue's board behind the studio's door: another program's pages, under a policy of their own. */
import { Hono } from 'hono';
import type { StudioContext, StudioEnv } from './env.ts';

export type BoardSteps = {
  /** Opened when it is first looked at. Its pages answer under /studio/board. */
  readonly board: () => Promise<Hono>;
};

/** Its scripts are files of its package; its styles are partly written in place, and it names its own base. */
const boardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export function boardPages({ board }: BoardSteps): Hono<StudioEnv> {
  const show = async (context: StudioContext) => withPolicy(await (await board()).fetch(context.req.raw));
  return new Hono<StudioEnv>().all('/board', show).all('/board/*', show);
}

async function withPolicy(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.set('Content-Security-Policy', boardPolicy);
  if (!headers.get('content-type')?.startsWith('text/html'))
    return new Response(answer.body, { status: answer.status, headers });
  // It asks another host for its letters; they are drawn with those of the machine.
  const html = (await answer.text()).replace(/<link[^>]*fonts\.googleapis\.com[^>]*>/g, '');
  headers.delete('content-length');
  return new Response(html, { status: answer.status, headers });
}
