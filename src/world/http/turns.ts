/** One request at a time per host: a small paper's server is never asked twice at once. */

/** Waits for its turn at the host, then works. Turns are given in the order they were asked for. */
export type Turns = <Result>(host: string, work: () => Promise<Result>) => Promise<Result>;

export function openTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (host, work) => {
    const before = last.get(host);
    const turn = (before ?? Promise.resolve()).then(work, work);
    last.set(host, turn);
    try {
      return await turn;
    } finally {
      if (last.get(host) === turn) last.delete(host);
    }
  };
}
