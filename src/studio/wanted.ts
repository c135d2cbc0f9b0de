/** Where somebody wanted to go before they were asked to sign in: their browser keeps it until they have. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { linkMinutes } from '../desk/sign-in.ts';
import type { StudioContext } from './env.ts';

const cookie = 'hebdo-wanted';
/** Of the studio alone: nobody is led elsewhere by what a browser brings. */
const path = /^\/studio(\/[\w-]+)*$/;

/** Pages alone: not the parts of one, nor its pictures. */
export function keepWanted(context: StudioContext, secure: boolean): void {
  const dest = context.req.header('sec-fetch-dest') ?? 'document';
  if (dest !== 'document' || context.req.header('hx-request') !== undefined || !path.test(context.req.path))
    return;
  setCookie(context, cookie, context.req.path, {
    ...{ path: '/studio', httpOnly: true, sameSite: 'Lax', secure },
    maxAge: linkMinutes * 60,
  });
}

export function takeWanted(context: StudioContext): string {
  const wanted = getCookie(context, cookie) ?? '';
  deleteCookie(context, cookie, { path: '/studio' });
  return path.test(wanted) ? wanted : '/studio';
}
