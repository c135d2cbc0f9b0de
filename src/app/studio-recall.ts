/** Joins a send that can be taken back to the clock: it waits here, and after a restart too. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Period } from '../audience/ids.ts';
import {
  askToLeave,
  type HoldOutcome,
  holdBack,
  type LeaveOutcome,
  type RecallNeeds,
} from '../issue/recall.ts';
import { findIssue } from '../world/db/issues.ts';
import { askedToLeave, askLeave, takeLeaveBack } from '../world/db/recall.ts';
import type { World } from '../world/world.ts';
import type { Sending } from './sending.ts';

export type Recall = {
  readonly ask: (newsletter: string, period: Period, by: string) => Promise<LeaveOutcome>;
  readonly hold: (newsletter: string, period: Period) => Promise<HoldOutcome>;
};

/** How long this process stays for letters that are put off, in milliseconds, as a send by hand does. */
const patience = 120_000;

/** When it is asked for again after a failure, in milliseconds: as often as a worker looks. */
const askAgainMs = 60_000;

/** Workers release what is due as well; without them this process does it, where it has a relay. Twice is once: one freeze wins. */
export function recall(
  world: World,
  { releaseIfDue }: Pick<Sending, 'releaseIfDue'>,
  signal: AbortSignal,
  againMs = askAgainMs,
): Recall {
  const { clock, database, log, templates } = world;
  const needs: RecallNeeds = {
    find: (newsletter, period) => findIssue(database.pool, newsletter, period),
    askLeave: (issue, at, by) => askLeave(database.pool, issue, at, by),
    takeLeaveBack: (issue, now) => takeLeaveBack(database.pool, issue, now),
  };
  const leave = async (newsletter: string, at: Date) => {
    const left = () => at.getTime() - clock.now().getTime();
    // A timer may ring a moment early, and a clock be set back: what is not due then would be asked for by nobody.
    for (let ms = left(); ms > 0; ms = left()) await sleep(ms, undefined, { signal, ref: false });
    await releaseIfDue(newsletter, signal, patience);
  };
  /** Asked for and found at the same time is armed once. */
  const armed = new Set<string>();
  const arm = (newsletter: string, at: Date) => {
    const moment = `${newsletter} ${at.toISOString()}`;
    if (armed.has(moment)) return;
    armed.add(moment);
    void leave(newsletter, at)
      .catch((error: unknown) => {
        if (signal.aborted) return;
        log.error({ newsletter, reason: String(error) }, 'a send from the studio failed');
        arm(newsletter, new Date(clock.now().getTime() + againMs));
      })
      .finally(() => armed.delete(moment));
  };
  void askedToLeave(database.pool)
    .then((waiting) => waiting.map(({ newsletter, at }) => arm(newsletter, at)))
    .catch((error: unknown) => {
      if (!signal.aborted) log.error({ reason: String(error) }, 'sends that wait could not be looked up');
    });
  return {
    ask: async (name, period, by) => {
      const newsletter = await templates.newsletter(name);
      const asked = { by, now: clock.now(), sendsHere: world.relay !== undefined };
      const outcome = await askToLeave(newsletter, period, asked, needs);
      log.info({ newsletter: name, period, outcome: outcome.kind }, 'send asked for in the studio');
      if (outcome.kind === 'leaves') arm(name, outcome.at);
      return outcome;
    },
    hold: async (name, period) => {
      const outcome = await holdBack(name, period, clock.now(), needs);
      log.info({ newsletter: name, period, outcome: outcome.kind }, 'held back');
      return outcome;
    },
  };
}
