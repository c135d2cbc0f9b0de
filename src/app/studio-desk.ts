/** Joins the studio's desk to newsletters, feeds, issues and figures. */
import { once } from 'node:events';
import { daysBefore, refusedDaysShown } from '../audience/refused-letter.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { feedHealth } from '../gather/feed-memory.ts';
import { currentPeriod, slotOf } from '../issue/slot.ts';
import type { BrokenNewsletter } from '../studio/broken-settings.tsx';
import type { DeskSteps } from '../studio/desk.tsx';
import type { LetterOnDesk } from '../studio/desk-facts.ts';
import { feedsAt } from '../world/db/feeds.ts';
import { findIssue } from '../world/db/issues.ts';
import { refusedSince } from '../world/db/refused-letters.ts';
import { leftFigures, leftIssues } from '../world/db/studio.ts';
import { stoppedWebhooks } from '../world/db/webhooks.ts';
import { NewsletterFault } from '../world/templates.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import type { Drafting } from './drafting.ts';
import type { Gathering } from './gathering.ts';
import { isOvertaken } from './standing-edition.ts';
import { nextRun } from './welcome.ts';

type DeskNeeds = Pick<Drafting, 'draft'> & Pick<Gathering, 'gatherFor'> & Pick<Composing, 'composeEdition'>;

const issuesShown = 8;

/** Milliseconds that an editor who asks for a draft waits for the feeds: to ask them, and at the very most. */
const feedPatience = { asking: 18_000, most: 24_000 };

/** signal: ends what the studio began, as the process stops. */
export function deskSteps(world: World, steps: DeskNeeds, signal: AbortSignal): DeskSteps {
  return {
    letters: async () => {
      const { read } = await allNewsletters(world);
      return Promise.all(read.map((newsletter) => letterOnDesk(world, newsletter, steps)));
    },
    broken: async () => (await allNewsletters(world)).broken,
    stoppedWebhooks: () => stoppedWebhooks(world.database.pool),
    refused: () => refusedSince(world.database.db, daysBefore(world.clock.now(), refusedDaysShown)),
    draft: async (name) => {
      const newsletter = await world.templates.newsletter(name);
      const { issue } = await issueNow(world, newsletter);
      if (issue === null) await gatherWithin(steps, newsletter, signal);
      // A person asks for it: a quiet day has an issue, too.
      const outcome = await steps.draft(name, undefined, { anyway: true });
      return { outcome, letter: await letterOnDesk(world, newsletter, steps) };
    },
  };
}

/** What the feeds brought until then is kept, and drafted from; a line before a slow host is no reason to wait longer. */
async function gatherWithin(steps: DeskNeeds, newsletter: Newsletter, stopping: AbortSignal): Promise<void> {
  const { asking, most } = feedPatience;
  const over = AbortSignal.any([stopping, AbortSignal.timeout(most)]);
  const round = steps.gatherFor(newsletter, over, { within: asking });
  await Promise.race([round, once(over, 'abort')]).catch((error: unknown) => {
    if (!over.aborted) throw error;
  });
}

async function issueNow({ clock, database }: World, newsletter: Newsletter) {
  const period = currentPeriod(newsletter, clock.now());
  return { period, issue: await findIssue(database.pool, newsletter.name, period) };
}

/** Settings that cannot be read are told apart: one newsletter's fault must not hide another. */
export async function allNewsletters({ templates }: World) {
  const read: Newsletter[] = [];
  const broken: BrokenNewsletter[] = [];
  for (const name of await templates.names()) {
    try {
      read.push(await templates.newsletter(name));
    } catch (error) {
      broken.push(
        error instanceof NewsletterFault ? { name, faults: error.faults } : { name, reason: String(error) },
      );
    }
  }
  return { read, broken };
}

async function letterOnDesk(
  world: World,
  newsletter: Newsletter,
  steps: Pick<Composing, 'composeEdition'>,
): Promise<LetterOnDesk> {
  const { clock, database } = world;
  const now = clock.now();
  const { schedule, time_zone, feeds, name } = newsletter;
  const [{ period, issue }, stored, left] = await Promise.all([
    issueNow(world, newsletter),
    feedsAt(
      database.db,
      name,
      feeds.map(({ url }) => url),
    ),
    leftIssues(database.pool, name, issuesShown),
  ]);
  const byUrl = new Map(stored.map((feed) => [feed.url, feed]));
  const run = (pattern: string) => nextRun(pattern, time_zone, now);
  return {
    newsletter,
    period,
    issue,
    overtaken: issue !== null && (await isOvertaken(steps, newsletter, issue)),
    slot: slotOf(newsletter, period),
    now,
    next: { gather: run(schedule.gather), draft: run(schedule.draft), send: run(schedule.send) },
    feeds: feeds.flatMap(({ url, name: title, silent_days }) => {
      const feed = byUrl.get(url);
      if (feed === undefined) return [];
      const health = feedHealth(feed, silent_days, now);
      return [
        { url, name: title ?? new URL(url).host, health, visitedAt: feed.visitedAt, items: feed.items },
      ];
    }),
    past: await Promise.all(
      left.map(async (one) => ({
        ...one,
        ...(await leftFigures(database.pool, one.id, one.state === 'sent')),
      })),
    ),
  };
}
