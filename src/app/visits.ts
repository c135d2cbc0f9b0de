/** Joins letters' links to where they lead and to what is counted: in memory, written every second, and at the end. */
import type { IssueId, Period, SubscriberId } from '../audience/ids.ts';
import { webVersionUrl } from '../audience/links.ts';
import { askerOf } from '../audience/network.ts';
import { openToken } from '../audience/token.ts';
import { loadsUnasked, looksLikeProgram } from '../returns/programs.ts';
import { type VisitTally, visitTally } from '../returns/visits.ts';
import type { FollowSteps } from '../site/follow.ts';
import { type CountedIssue, linksOfIssue, linksOfPeriod, writeVisits } from '../world/db/visits.ts';
import type { World } from '../world/world.ts';
import { keptAnswers } from './kept-answers.ts';

type VisitsWorld = Pick<World, 'clock' | 'database' | 'log' | 'publicUrl' | 'secret'>;
export type Visits = AsyncDisposable & FollowSteps;

/** A redirect waits for no write. Dispose once no request comes any more: what is in memory is written. */
export function visits(world: VisitsWorld): Visits {
  const { clock, database, publicUrl, secret } = world;
  const tally = visitTally();
  const writing = writingSometimes(world, tally);
  const byName = keptAnswers((name: string) => {
    const [newsletter = '', period = ''] = name.split(' ');
    return linksOfPeriod(database.pool, newsletter, period as Period);
  });
  const byId = keptAnswers((id: IssueId) => linksOfIssue(database.pool, id));

  const add: Add = (issue, place, reader, visitor) => {
    const { peer, forwarded, agent } = visitor;
    const asker = askerOf(peer, forwarded);
    tally.add({
      issueId: issue.issueId,
      place,
      of: issue.to.length,
      reader,
      // One reader's own links are followed by one reader: a scanner may come from many machines.
      source: reader === null ? asker && `${asker} ${agent}` : `reader ${reader}`,
      program: looksLikeProgram(visitor) || (place === 'pixel' && loadsUnasked(visitor)),
      at: clock.now().getTime(),
    });
    writing.soon();
  };
  const lead = (issue: CountedIssue | null, link: number): string | null => {
    if (issue === null) return null;
    if (link === 0) return webVersionUrl(publicUrl, issue.newsletter, issue.period);
    return issue.to[link - 1] ?? null;
  };
  const letterOf = async (token: string) => {
    const opened = openToken({ secret, now: clock.now() }, 'tracking', token);
    if (opened.kind !== 'token' || opened.token.issueId === null) return null;
    const issue = await byId(opened.token.issueId);
    return issue && { issue, reader: opened.token.subscriberId };
  };
  return {
    follow: async (newsletter, period, link, visitor) => {
      const issue = await byName(`${newsletter} ${period}`);
      const target = lead(issue, link);
      if (issue && target) add(issue, link, null, visitor);
      return target;
    },
    followOwn: async (token, link, visitor) => {
      const letter = await letterOf(token);
      const target = lead(letter?.issue ?? null, link);
      if (letter && target) add(letter.issue, link, letter.reader, visitor);
      return target;
    },
    opened: async (token, visitor) => {
      const letter = await letterOf(token);
      if (letter) add(letter.issue, 'pixel', letter.reader, visitor);
      return letter !== null;
    },
    [Symbol.asyncDispose]: writing.last,
  };
}

type Add = (
  issue: CountedIssue,
  place: 'pixel' | number,
  reader: SubscriberId | null,
  visitor: Parameters<FollowSteps['opened']>[1],
) => void;

const everyMs = 1_000;
/** As the program ends, a database that restarts is waited for this often. */
const lastTries = 5;

/** What cannot be written stays in memory and is tried again with what comes after it. */
function writingSometimes({ database, log }: VisitsWorld, tally: VisitTally) {
  let timer: NodeJS.Timeout | undefined;
  /** One write after the other. */
  let atWork: Promise<void> = Promise.resolve();
  const write = async (): Promise<boolean> => {
    const counts = tally.take();
    try {
      await writeVisits(database.pool, counts);
      return true;
    } catch (error) {
      tally.giveBack(counts);
      log.warn({ reason: String(error), places: counts.length }, 'visits could not be written yet');
      return false;
    }
  };
  const soon = () => {
    timer ??= setTimeout(() => {
      // What comes while this is written is written a second later, whether or not somebody else comes by then.
      timer = undefined;
      atWork = atWork.then(write).then((written) => {
        if (!written) soon();
      });
    }, everyMs).unref();
  };
  const hold = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const last = async () => {
    hold();
    await atWork;
    // A write that failed meanwhile wanted another try.
    hold();
    for (let tries = 0; tries < lastTries; tries++) {
      if (await write()) return;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    log.error({}, 'visits of the last seconds could not be written and are lost');
  };
  return { soon, last };
}
