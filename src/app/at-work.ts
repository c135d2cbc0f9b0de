/** Work that nobody waits for, as a send that the studio began: the world is closed once it has come to its end. */
import { endsWithin } from '../../jobs/ends-within.ts';

/** Letters on the wire are answered within seconds; those of a relay that takes longer become doubts. Milliseconds. */
const patience = 20_000;

export type AtWork = {
  /** The same step, and its work is waited for at the end. */
  readonly watched: <Order extends readonly unknown[], Outcome>(
    step: (...order: Order) => Promise<Outcome>,
  ) => (...order: Order) => Promise<Outcome>;
  readonly ended: () => Promise<boolean>;
};

export function openAtWork(): AtWork {
  const atWork = new Set<Promise<unknown>>();
  return {
    watched:
      (step) =>
      (...order) => {
        const work = step(...order);
        atWork.add(work);
        return work.finally(() => atWork.delete(work));
      },
    ended: () => endsWithin(patience, Promise.allSettled(atWork)),
  };
}
