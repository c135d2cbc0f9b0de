/** The door: safe headers, one origin, a form token, a session, a right. Everything is refused that no rule allows. */
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Editor, mayUse } from '../desk/editor.ts';
import { formToken, freshToken, tokenHash } from '../desk/sign-in.ts';
import { heaviestUpload } from '../issue/uploaded-picture.ts';
import { formFields } from '../site/form.ts';
import { readCookie, writeCookie } from './cookies.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { visitOf } from './page.tsx';
import { type RouteRule, routes } from './routes.ts';
import { keepTextPage, troublePage, unreadPage } from './trouble.tsx';
import { keepWanted } from './wanted.ts';

export type GuardNeeds = {
  readonly secret: string;
  /** Where the studio is reached, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly session: (token: Buffer, at: Date) => Promise<Editor | null>;
  /** How many people newsletter.yaml asks to approve; 'one' for a newsletter that cannot be read. */
  readonly approval: (newsletter: string) => Promise<'none' | 'one' | 'two'>;
};

/** The édito, a signature and the largest picture choice together. */
const maxBody = 256 * 1024;
const browserDays = 400;

export function guardedStudio(needs: GuardNeeds): Hono<StudioEnv> {
  const studio = new Hono<StudioEnv>();
  studio.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(safeHeaders))
      if (!context.res.headers.has(name)) context.header(name, value);
  });
  studio.use(async (context, next) => {
    context.set('visit', await visitFor(context, needs));
    await next();
  });
  studio.use((context, next) => (bringsPicture(context) ? pictureLimit : textLimit)(context, next));
  for (const rule of routes)
    studio.on(rule.method, rule.path, async (context, next) => {
      const refusal = context.get('ruled') ? null : await refusalOf(context, rule, needs);
      context.set('ruled', true);
      return refusal ?? (await next());
    });
  studio.use(async (context, next) => {
    if (!context.get('ruled')) return troublePage(context, 'notFound');
    await next();
  });
  return studio;
}

const textLimit = limitOf(maxBody, 'tooLarge');
const pictureLimit = limitOf(heaviestUpload + maxBody, 'fileTooLarge');

function limitOf(maxSize: number, trouble: 'tooLarge' | 'fileTooLarge') {
  return bodyLimit({
    maxSize,
    onError: (context) => {
      // What was not read would stand before the next request on this connection.
      context.header('Connection', 'close');
      return unreadPage(context as StudioContext, trouble);
    },
  });
}

/** A stranger's megabytes are not read. */
function bringsPicture(context: StudioContext): boolean {
  return context.get('visit').editor !== null && uploadPaths.some((path) => path.test(context.req.path));
}
const uploadPaths = routes
  .filter(({ upload }) => upload)
  .map(({ path }) => new RegExp(`^/studio${path.replaceAll(/:\w+/g, '[^/]+')}$`));

async function visitFor(context: StudioContext, { secret, publicUrl, now, session }: GuardNeeds) {
  const secure = publicUrl.startsWith('https:');
  const own = readCookie(context, 'session', secure);
  const editor = own === null ? null : await session(tokenHash(own), now());
  const language = context.req.header('accept-language')?.toLowerCase().startsWith('en') ? 'en' : 'fr';
  if (own !== null && editor !== null) return visitOf(editor, formToken(secret, own), language);
  const known = readCookie(context, 'browser', secure);
  const browser = known ?? freshToken();
  if (known === null) {
    const expires = new Date(now().getTime() + browserDays * 86_400_000);
    writeCookie(context, 'browser', browser, { secure, expires });
  }
  return visitOf(null, formToken(secret, browser), language);
}

async function refusalOf(
  context: StudioContext,
  rule: RouteRule,
  needs: GuardNeeds,
): Promise<Response | null> {
  const { editor } = context.get('visit');
  if (rule.method !== 'GET') {
    if (!fromHere(context, needs.publicUrl)) return troublePage(context, 'otherOrigin');
    const refusal = rule.tokenless ? null : await formRefusal(context, rule);
    if (refusal !== null) return refusal;
  }
  if (rule.right === 'open') return null;
  if (editor === null) {
    if (rule.method !== 'GET') return troublePage(context, 'signedOutHere');
    keepWanted(context, needs.publicUrl.startsWith('https:'));
    return context.redirect('/studio/sign-in', 303);
  }
  const newsletter = context.req.param('newsletter');
  const approval = newsletter === undefined ? 'one' : await needs.approval(newsletter);
  return mayUse(editor, rule.right, approval) ? null : troublePage(context, 'notAllowed');
}

async function formRefusal(context: StudioContext, rule: RouteRule): Promise<Response | null> {
  const { editor, token } = context.get('visit');
  const fields = await formFields(context);
  if (fields === null) return troublePage(context, 'notUnderstood');
  context.set('fields', fields);
  // First the session: its end must cost nobody what they had typed.
  if (rule.right !== 'open' && editor === null) return keepTextPage(context, 'signedOut');
  return sameText(fields.get('form_token') ?? '', token) ? null : keepTextPage(context, 'staleForm');
}

/** Browsers name the origin of every POST; a proxy may have changed the host, so the public address counts too. */
function fromHere(context: StudioContext, publicUrl: string): boolean {
  const origin = context.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === context.req.header('host');
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** Pictures are those of the feeds, wherever they are; everything else is our own. */
const safeHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: http: data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
};
