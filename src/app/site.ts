/** Joins the readers' site to the audience's steps and the stored issues. */
import type { Hono } from 'hono';
import type { FollowSteps } from '../site/follow.ts';
import { readersSite } from '../site/site.ts';
import { imageByHash } from '../world/db/images.ts';
import { imageShelf } from '../world/image-shelf.ts';
import { packageFile } from '../world/package-file.ts';
import { makeChallenge } from '../world/proof-of-work.ts';
import type { World } from '../world/world.ts';
import type { Audience } from './audience.ts';
import { isClosed, readableNewsletters } from './newsletters.ts';
import { readerSteps } from './reader-steps.ts';
import { shelf } from './shelf.ts';
import { signUpSteps } from './sign-up.ts';

export type SiteSteps = Pick<
  Audience,
  | 'readerBehind'
  | 'eraseBehind'
  | 'receiptBehind'
  | 'unsubscribe'
  | 'pauseUntil'
  | 'resubscribe'
  | 'savePreferences'
  | 'chooseTracking'
> & { readonly visits: FollowSteps };

/** The readers' pages as a Hono app. */
export function siteApp(world: World, steps: SiteSteps): Hono {
  const { pauseUntil, readerBehind, unsubscribe, resubscribe, savePreferences } = steps;
  const newsletters = () => readableNewsletters(world);
  const { issues, search, webVersion, picture } = shelf(world, newsletters);
  const own = readerSteps(world, newsletters);
  const seen = (token: string) => readerBehind('preferences', token);
  return readersSite({
    unsubscribe: {
      ...own.unsubscribe,
      newsletters,
      seen: (token) => readerBehind('unsubscribe', token),
      unsubscribe,
      closed: (name) => isClosed(world, name),
      resubscribe,
      pause: pauseUntil,
      now: world.clock.now,
    },
    preferences: {
      ...own.preferences,
      newsletters,
      seen,
      barred: async (token) => (await own.move.mayAsk(token)).kind === 'barred',
      save: savePreferences,
      now: world.clock.now,
    },
    tracking: { newsletters, seen, choose: steps.chooseTracking },
    move: { ...own.move, newsletters, seen },
    data: { ...own.data, newsletters, seen },
    erase: { newsletters, seen, erase: steps.eraseBehind },
    receipt: { newsletters, seen: steps.receiptBehind },
    ...signUpSteps(world, newsletters),
    issues: {
      newsletters,
      latest: (name) => issues(name, { limit: 12, skip: 0 }),
      webVersion,
    },
    kiosque: { publicUrl: world.publicUrl, newsletters, issues, search },
    share: { picture },
    proof: { challenge: () => makeChallenge(world.secret, world.clock.now()), widgetFile: packageFile },
    images: { image: imageShelf((hash) => imageByHash(world.database.db, hash)) },
    follow: steps.visits,
    onError: (error) => world.log.error({ reason: error.message, stack: error.stack }, 'a page failed'),
  });
}
