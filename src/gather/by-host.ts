/** The order of a round: hosts side by side, the feeds of one host one after the other. */

export type RoundLimits = {
  /** Hosts that are asked at once. */
  readonly hosts: number;
  /** Answers that are read and stored at once. */
  readonly readers: number;
  /** Bytes of answers that wait for a reader; a host is not asked for more while they are exceeded. */
  readonly waitingBytes: number;
};

/**
 * ask fetches one feed; read takes what came, while its host is already asked for the next one: a host that hangs
 * should hang from the start of the round. The first thing that is thrown ends the round, once what is at work ended.
 */
export async function byHost<Feed, Answer>(
  feeds: readonly Feed[],
  hostOf: (feed: Feed) => string,
  limits: RoundLimits,
  ask: (feed: Feed) => Promise<{ readonly answer: Answer; readonly bytes: number }>,
  read: (feed: Feed, answer: Answer) => Promise<void>,
): Promise<void> {
  // The longest line first: it decides when the round ends.
  const lines = [...Map.groupBy(feeds, hostOf).values()].sort((one, other) => other.length - one.length);
  const desk = new ReadingDesk(limits);
  const work = async () => {
    for (let line = lines.shift(); line; line = lines.shift())
      for (const feed of line) {
        const { answer, bytes } = await ask(feed);
        await desk.take(bytes, () => read(feed, answer));
      }
  };
  const ended = await Promise.allSettled(Array.from({ length: limits.hosts }, work));
  await desk.empty();
  const fault = ended.find((one) => one.status === 'rejected');
  if (fault) throw fault.reason;
}

type Task = { readonly bytes: number; readonly work: () => Promise<void> };

/** Answers in the order they came, a few at a time. */
class ReadingDesk {
  readonly #limits: RoundLimits;
  readonly #waiting: Task[] = [];
  readonly #atWork = new Set<Promise<void>>();
  #bytes = 0;
  #fault: { readonly reason: unknown } | null = null;

  constructor(limits: RoundLimits) {
    this.#limits = limits;
  }

  /** Returns as soon as there is room for another answer. Throws what an earlier work threw. */
  async take(bytes: number, work: () => Promise<void>): Promise<void> {
    this.#waiting.push({ bytes, work });
    this.#bytes += bytes;
    this.#start();
    while (this.#bytes > this.#limits.waitingBytes && this.#atWork.size > 0) await Promise.race(this.#atWork);
    this.#check();
  }

  async empty(): Promise<void> {
    while (this.#atWork.size > 0) await Promise.race(this.#atWork);
    this.#check();
  }

  #start(): void {
    while (this.#atWork.size < this.#limits.readers && !this.#fault) {
      const task = this.#waiting.shift();
      if (!task) return;
      const work: Promise<void> = task.work().then(
        () => this.#done(work, task),
        (reason: unknown) => {
          this.#fault ??= { reason };
          this.#done(work, task);
        },
      );
      this.#atWork.add(work);
    }
  }

  #done(work: Promise<void>, task: Task): void {
    this.#atWork.delete(work);
    this.#bytes -= task.bytes;
    this.#start();
  }

  #check(): void {
    if (this.#fault) throw this.#fault.reason;
  }
}
