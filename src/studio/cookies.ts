/** Two cookies: the browser's own, which asks for links and signs forms, and the session's. Neither is for scripts. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

export type Cookie = 'browser' | 'session';

/** secure: the studio is reached over https; then the names bind the cookies to this host (RFC 6265bis, 4.1.3). */
export function readCookie(context: Context, cookie: Cookie, secure: boolean): string | null {
  const value = getCookie(context, nameOf(cookie, secure));
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

/** Lax: the link in a letter leads here from another site, and must find the browser's cookie. */
export function writeCookie(
  context: Context,
  cookie: Cookie,
  value: string,
  { secure, expires }: { readonly secure: boolean; readonly expires: Date },
): void {
  setCookie(context, nameOf(cookie, secure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    expires,
  });
}

export function dropCookie(context: Context, cookie: Cookie, secure: boolean): void {
  deleteCookie(context, nameOf(cookie, secure), { path: '/', secure });
}

function nameOf(cookie: Cookie, secure: boolean): string {
  return `${secure ? '__Host-' : ''}hebdo-${cookie}`;
}
