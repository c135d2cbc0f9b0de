/** A kind of job: the queue it waits in, and the sentence that a worker says to the steps. */
import type { Steps } from './steps.ts';

export type JobKind = {
  readonly queue: string;
  /** How many of them one process works on at a time. */
  readonly concurrency: number;
  /** Left to processes that have a relay: another one would take it only to put it back. */
  readonly needsRelay?: true;
  /** Parses the payload, calls one step, returns its outcome. Throws on a payload that no version of Hebdo wrote. */
  readonly run: (steps: Steps, payload: unknown, signal: AbortSignal) => Promise<object>;
};
