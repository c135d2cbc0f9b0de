/** /r/… and /o/…: a letter's links lead on, its pixel is a pixel. Where to stands in the edition, never in the address. */
import { type Context, Hono } from 'hono';
import { peerOf } from './peer.ts';
import { troublePage } from './trouble.tsx';

/** Who asks: looked at to tell programs from people, and forgotten within seconds. */
type LinkVisitor = {
  readonly method: string;
  readonly agent: string;
  readonly purpose: string;
  readonly peer: string | undefined;
  readonly forwarded: string | undefined;
};

export type FollowSteps = {
  /** Where a link of an issue leads; null: nowhere. It is the same in every letter. */
  readonly follow: (
    newsletter: string,
    period: string,
    link: number,
    visitor: LinkVisitor,
  ) => Promise<string | null>;
  /** The same of a link that is signed for one reader. */
  readonly followOwn: (token: string, link: number, visitor: LinkVisitor) => Promise<string | null>;
  /** False: no letter has this pixel. */
  readonly opened: (token: string, visitor: LinkVisitor) => Promise<boolean>;
};

export function followPages({ follow, followOwn, opened }: FollowSteps): Hono {
  return new Hono()
    .get('/r/:newsletter/:period/:link{[0-9]{1,4}}', async (context) => {
      const { newsletter, period, link } = context.req.param();
      return leadOn(context, await follow(newsletter, period, Number(link), visitorOf(context)));
    })
    .get('/r/:token/:link{[0-9]{1,4}}', async (context) => {
      const { token, link } = context.req.param();
      return leadOn(context, await followOwn(token, Number(link), visitorOf(context)));
    })
    .get('/o/:token', async (context) => {
      if (!(await opened(context.req.param('token'), visitorOf(context))))
        return troublePage(context, 'notFound');
      return context.body(pixel, 200, {
        'Content-Type': 'image/gif',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Content-Security-Policy': "default-src 'none'",
      });
    });
}

/** Not kept by anybody on the way: the next visit counts, too. */
function leadOn(context: Context, target: string | null): Response {
  if (target === null) return troublePage(context, 'badLink');
  return context.body(null, 302, { Location: new URL(target).href });
}

function visitorOf(context: Context): LinkVisitor {
  const { req } = context;
  return {
    method: req.method,
    agent: req.header('user-agent') ?? '',
    purpose: req.header('sec-purpose') ?? req.header('purpose') ?? '',
    peer: peerOf(context),
    forwarded: req.header('x-forwarded-for'),
  };
}

/** One transparent GIF pixel. */
const pixel = Uint8Array.from(
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
);
