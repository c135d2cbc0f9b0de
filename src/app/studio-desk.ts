/** Joins the studio's desk to newsletters, feeds, issues and figures. */
import type { Newsletter } from '../config/newsletter.ts';
import { feedHealth } from '../gather/feed-memory.ts';
import { currentPeriod, slotOf } from '../issue/slot.ts';
import type { DeskSteps } from '../studio/desk.tsx';
import type { LetterOnDesk } from '../studio/desk-facts.ts';
import { feedsAt } from '../world/db/feeds.ts';
import { findIssue } from '../world/db/issues.ts';
import { leftFigures, leftIssues } from '../world/db/studio.ts';
import type { World } from '../world/world.ts';
import type { Drafting } from './drafting.ts';
import { nextRun } from './welcome.ts';

const issuesShown = 8;

export function deskSteps(world: World, { draft }: Pick<Drafting, 'draft'>): DeskSteps {
  return {
    letters: async () => {
      const { read } = await allNewsletters(world);
      return Promise.all(read.map((newsletter) => letterOnDesk(world, newsletter)));
    },
    broken: async () => (await allNewsletters(world)).broken,
    // A person asks for it: a quiet day has an issue, too.
    draft: (newsletter) => draft(newsletter, undefined, { anyway: true }),
  };
}

/** Settings that cannot be read are told apart: one newsletter's fault must not hide another. */
export async function allNewsletters({ templates }: World) {
  const read: Newsletter[] = [];
  const broken: { name: string; reason: string }[] = [];
  for (const name of await templates.names()) {
    try {
      read.push(await templates.newsletter(name));
    } catch (error) {
      broken.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { read, broken };
}

async function letterOnDesk({ clock, database }: World, newsletter: Newsletter): Promise<LetterOnDesk> {
  const now = clock.now();
  const period = currentPeriod(newsletter, now);
  const { schedule, time_zone, feeds, name } = newsletter;
  const [issue, stored, left] = await Promise.all([
    findIssue(database.pool, name, period),
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
    slot: slotOf(newsletter, period),
    now,
    next: { gather: run(schedule.gather), draft: run(schedule.draft), send: run(schedule.send) },
    feeds: feeds.flatMap(({ url, name: title, silent_days }) => {
      const feed = byUrl.get(url);
      if (feed === undefined) return [];
      const health = feedHealth(feed, silent_days, now);
      return [{ name: title ?? new URL(url).host, health, visitedAt: feed.visitedAt, items: feed.items }];
    }),
    past: await Promise.all(
      left.map(async (one) => ({
        ...one,
        ...(await leftFigures(database.pool, one.id, one.state === 'sent')),
      })),
    ),
  };
}
