/** The readers' site: letters on the web, their pictures, the way out, the preferences. No cookie, no script. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type MoveSteps, movePages } from './address.tsx';
import { type ConfirmSteps, confirmPages } from './confirm.tsx';
import { type DataSteps, dataPages } from './data.tsx';
import { type EraseSteps, erasePages } from './erase.tsx';
import { type FollowSteps, followPages } from './follow.ts';
import { type ImageNeeds, imageFiles } from './images.ts';
import { type IssueNeeds, issuePages } from './issues.tsx';
import { type KiosqueNeeds, kiosquePages } from './kiosque.ts';
import { type PreferencesNeeds, preferencesPages } from './preferences.tsx';
import { type ProofNeeds, proofFiles } from './proof.tsx';
import { type ReceiptSteps, receiptPages } from './receipt.tsx';
import { type SharePictureNeeds, sharePictures } from './share-picture.ts';
import { type SignUpSteps, signUpPages } from './sign-up.ts';
import { pagePolicy } from './style.ts';
import { type TakeBackSteps, takeBackPages } from './take-back.tsx';
import { type TrackingSteps, trackingPages } from './tracking.tsx';
import { troublePage } from './trouble.tsx';
import { type UnsubscribeNeeds, unsubscribePages } from './unsubscribe.tsx';

export type SiteNeeds = {
  readonly unsubscribe: UnsubscribeNeeds;
  readonly preferences: PreferencesNeeds;
  readonly tracking: TrackingSteps;
  readonly receipt: ReceiptSteps;
  readonly move: MoveSteps & TakeBackSteps;
  readonly data: DataSteps;
  readonly erase: EraseSteps;
  readonly signUp: SignUpSteps;
  readonly proof: ProofNeeds;
  readonly confirm: ConfirmSteps;
  readonly issues: IssueNeeds;
  readonly kiosque: KiosqueNeeds;
  readonly share: SharePictureNeeds;
  readonly images: ImageNeeds;
  readonly follow: FollowSteps;
  /** Told of what a reader sees as «an error on our side»; the path holds a token and is not told. */
  readonly onError: (error: Error) => void;
};

/** The largest form is some hundred bytes. */
const maxBody = 16 * 1024;

export function readersSite(needs: SiteNeeds): Hono {
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(safeHeaders))
      if (!context.res.headers.has(name)) context.header(name, value);
    // It knows no list of sites: where frames are allowed, frame-ancestors alone decides (CSP 3, 6.4.2).
    if (isFrame(context.res)) context.res.headers.delete('X-Frame-Options');
  });
  site.use(bodyLimit({ maxSize: maxBody, onError: (context) => troublePage(context, 'tooLarge') }));
  // Nothing of ours is named with a NUL, and PostgreSQL knows no text with one.
  site.use((context, next) =>
    /%00|\0/.test(context.req.path) ? Promise.resolve(troublePage(context, 'notFound')) : next(),
  );
  site.onError((error, context) => {
    if (!wentAway(error)) needs.onError(error);
    return troublePage(context, 'fault');
  });
  const pages = pagesOf(needs);
  // Not notFound: mounted beside other pages, only what is a route is asked.
  return site.route('/', pages).all('*', (context) => {
    const methods = methodsOf(pages, context.req.path);
    if (methods.length === 0) return troublePage(context, 'notFound');
    context.header('Allow', methods.join(', '));
    return troublePage(context, 'otherMethod');
  });
}

function pagesOf(needs: SiteNeeds): Hono {
  return new Hono()
    .route('/', unsubscribePages(needs.unsubscribe))
    .route('/', preferencesPages(needs.preferences))
    .route('/', trackingPages(needs.tracking))
    .route('/', receiptPages(needs.receipt))
    .route('/', movePages(needs.move))
    .route('/', takeBackPages(needs.move))
    .route('/', dataPages(needs.data))
    .route('/', erasePages(needs.erase))
    .route('/', signUpPages(needs.signUp))
    .route('/', proofFiles(needs.proof))
    .route('/', confirmPages(needs.confirm))
    .route('/', issuePages(needs.issues))
    .route('/', kiosquePages(needs.kiosque))
    .route('/', sharePictures(needs.share))
    .route('/', imageFiles(needs.images))
    .route('/', followPages(needs.follow));
}

/** What is served at a path by some method, as Allow lists it (RFC 9110, 15.5.6). */
function methodsOf(pages: Hono, path: string): readonly string[] {
  const served = (method: string) => pages.router.match(method, path)[0].length > 0;
  return [...(served('GET') ? ['GET', 'HEAD'] : []), ...(served('POST') ? ['POST'] : [])];
}

/** A client that hung up, or was hung up on, in the middle of its body: nobody's fault to look into. */
function wentAway(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNRESET';
}

function isFrame({ headers }: Response): boolean {
  return /frame-ancestors http/.test(headers.get('Content-Security-Policy') ?? '');
}

/** For every answer that does not say otherwise. An address with a token must not travel on in a Referer. */
const safeHeaders = {
  'Content-Security-Policy': pagePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
};
