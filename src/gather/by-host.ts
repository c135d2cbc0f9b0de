/** The order of a round: hosts side by side, the feeds of one host one after the other. */

export type RoundLimits = {
  /** Hosts that are asked at once. */
  readonly hosts: number;
  /** Documents that are read and stored at once: each may be 10 MB. */
  readonly readers: number;
};

/**
 * ask fetches one feed; read takes what came, while the host is asked for its next feed. The first thing that is
 * thrown ends the round once what is at work has ended.
 */
export async function byHost<Feed, Answer>(
  feeds: readonly Feed[],
  hostOf: (feed: Feed) => string,
  limits: RoundLimits,
  ask: (feed: Feed) => Promise<Answer>,
  read: (feed: Feed, answer: Answer) => Promise<void>,
): Promise<void> {
  // The longest line first: it decides when the round ends.
  const lines = [...Map.groupBy(feeds, hostOf).values()].sort((one, other) => other.length - one.length);
  const desk = openDesk(limits.readers);
  const work = async () => {
    for (let line = lines.shift(); line; line = lines.shift())
      for (const feed of line) {
        const answer = await ask(feed);
        await desk.take(() => read(feed, answer));
      }
  };
  const ended = await Promise.allSettled(Array.from({ length: limits.hosts }, work));
  await desk.empty();
  const fault = ended.find((one) => one.status === 'rejected');
  if (fault) throw fault.reason;
}

/** take waits for a free reader, not for its work: the work that failed is told at the next take, or at the end. */
function openDesk(readers: number) {
  const atWork = new Set<Promise<void>>();
  let fault: { readonly reason: unknown } | null = null;
  const failed = (reason: unknown) => {
    fault ??= { reason };
  };
  const checked = () => {
    if (fault) throw fault.reason;
  };
  return {
    async take(work: () => Promise<void>): Promise<void> {
      while (atWork.size >= readers) await Promise.race(atWork);
      checked();
      const task: Promise<void> = work()
        .catch(failed)
        .finally(() => atWork.delete(task));
      atWork.add(task);
    },
    async empty(): Promise<void> {
      await Promise.all(atWork);
      checked();
    },
  };
}
