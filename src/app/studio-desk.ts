/** Joins the studio's desk to newsletters, feeds, issues and figures. */
import type { IssueId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { feedHealth } from '../gather/feed-memory.ts';
import { currentPeriod, slotOf } from '../issue/slot.ts';
import type { DeskSteps, LetterOnDesk } from '../studio/desk.tsx';
import { feedsAt } from '../world/db/feeds.ts';
import { findIssue } from '../world/db/issues.ts';
import { type LeftFigures, leftFigures, leftIssues } from '../world/db/studio.ts';
import type { World } from '../world/world.ts';
import type { Drafting } from './drafting.ts';
import { nextRun } from './welcome.ts';

const issuesShown = 8;

export function deskSteps(world: World, { draft }: Pick<Drafting, 'draft'>): DeskSteps {
  const figures = keptFigures(world);
  return {
    letters: async () => {
      const { read } = await allNewsletters(world);
      return Promise.all(read.map((newsletter) => letterOnDesk(world, newsletter, figures)));
    },
    broken: async () => (await allNewsletters(world)).broken,
    draft: (newsletter) => draft(newsletter, undefined),
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

async function letterOnDesk(
  { clock, database }: World,
  newsletter: Newsletter,
  figures: (id: IssueId, settled: boolean) => Promise<LeftFigures>,
): Promise<LetterOnDesk> {
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
    next: { gather: run(schedule.gather), draft: run(schedule.draft), send: run(schedule.send) },
    feeds: feeds.flatMap(({ url, name: title, silent_days }) => {
      const feed = byUrl.get(url);
      if (feed === undefined) return [];
      const health = feedHealth(feed, silent_days, now);
      return [{ name: title ?? new URL(url).host, health, visitedAt: feed.visitedAt, items: feed.items }];
    }),
    past: await Promise.all(
      left.map(async (one) => ({ ...one, ...(await figures(one.id, one.state === 'sent')) })),
    ),
  };
}

/** The letters of an issue that left are counted once: a page must not read a ledger of a million rows each time. */
function keptFigures({ database }: World) {
  const kept = new Map<IssueId, LeftFigures>();
  return async (id: IssueId, settled: boolean): Promise<LeftFigures> => {
    const known = settled ? kept.get(id) : undefined;
    if (known) return known;
    const counted = await leftFigures(database.pool, id);
    if (settled) kept.set(id, counted);
    return counted;
  };
}
