/** Joins the clock to what must not be kept for longer than it serves. */
import { daysBefore, refusedDays } from '../audience/refused-letter.ts';
import { newsSince } from '../studio/said.ts';
import { dropExpiredMoves } from '../world/db/address-changes.ts';
import { dropOldAnswers } from '../world/db/api-answers.ts';
import { dropSpentChallenges } from '../world/db/challenges.ts';
import { dropOldRefused } from '../world/db/refused-letters.ts';
import { dropUntold } from '../world/db/said.ts';
import { dropExpiredSignUps, dropOldAttempts } from '../world/db/sign-ups.ts';
import { dropOldUnread } from '../world/db/unread-returns.ts';
import type { World } from '../world/world.ts';

/** Long enough to look at a return that nobody could read, or at many. */
const unreadDays = 30;

export type Keeping = ReturnType<typeof keeping>;

export function keeping({ clock, database: { db, pool }, log }: Pick<World, 'clock' | 'database' | 'log'>) {
  return {
    /** Requests whose time is over, with the addresses in them. Returns how many of each kind. */
    tidy: async () => {
      const at = clock.now();
      const forgotten = {
        signUps: await dropExpiredSignUps(db, at),
        moves: await dropExpiredMoves(db, at),
        challenges: await dropSpentChallenges(db, at),
        attempts: await dropOldAttempts(db, at),
        untold: await dropUntold(db, newsSince(at)),
        answers: await dropOldAnswers(db, at),
        refusals: await dropOldRefused(db, daysBefore(at, refusedDays)),
        unread: await dropOldUnread(pool, daysBefore(at, unreadDays)),
      };
      if (forgotten.signUps + forgotten.moves > 0)
        log.info(forgotten, 'requests that nobody confirmed were forgotten');
      return forgotten;
    },
  };
}
