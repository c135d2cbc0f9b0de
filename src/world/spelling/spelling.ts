/** The French dictionary, in a thread of its own that lives while it is asked: no page waits for it, and idle it takes no memory. */
import { Worker } from 'node:worker_threads';
import type { Spell } from '../../issue/check-spelling.ts';
import type { SpellingAnswer, SpellingQuestion } from './spelling-thread.ts';

export type Spelling = AsyncDisposable & { readonly unknownWords: Spell };

/** Milliseconds. Measured: 80 to load, some 250 for the suggestions of a word. */
const patience = 15_000;
const idle = 60_000;
/** Megabytes of the thread's own heap; the dictionary itself lies outside it. */
const memory = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 };
/** Words whose verdict is remembered; an issue has some two thousand. */
const remembered = 20_000;

/** null: known to the dictionary. */
type Verdict = readonly string[] | null;

/** Never throws: where the thread does not answer, there is no dictionary to ask. */
export function openSpelling(): Spelling {
  const verdicts = new Map<string, Verdict>();
  let thread: Worker | null = null;
  let line: Promise<unknown> = Promise.resolve();
  let rest: NodeJS.Timeout | undefined;

  const close = async () => {
    clearTimeout(rest);
    const ending = thread;
    thread = null;
    await ending?.terminate();
  };

  async function askThread(words: readonly string[]): Promise<boolean> {
    clearTimeout(rest);
    thread ??= startThread();
    const answer = await answerOf(thread, words);
    if (answer === null) {
      await close();
      return false;
    }
    if (verdicts.size > remembered) verdicts.clear();
    for (const [word, verdict] of answer) verdicts.set(word, verdict);
    rest = setTimeout(() => void close(), idle).unref();
    return true;
  }

  return {
    unknownWords: async (words) => {
      const turn = line.then(async () => {
        const fresh = words.filter((word) => !verdicts.has(word));
        if (fresh.length > 0 && !(await askThread(fresh))) return null;
        return new Map(
          words.flatMap((word) => {
            const verdict = verdicts.get(word);
            return verdict ? [[word, verdict] as const] : [];
          }),
        );
      });
      line = turn.catch(() => {});
      return turn;
    },
    [Symbol.asyncDispose]: close,
  };
}

function startThread(): Worker {
  // The build knows no .ts files.
  const file = new URL(import.meta.url.replace(/spelling(\.[jt]s)$/, 'spelling-thread$1'));
  const thread = new Worker(file, { resourceLimits: memory });
  thread.unref();
  return thread;
}

function answerOf(thread: Worker, words: SpellingQuestion): Promise<SpellingAnswer | null> {
  return new Promise((resolve) => {
    const settle = (answer: SpellingAnswer | null) => {
      clearTimeout(limit);
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      thread.unref();
      resolve(answer);
    };
    const limit = setTimeout(() => settle(null), patience);
    // A command that waits for the verdict must not end before it.
    thread.ref();
    thread.once('message', settle);
    thread.once('error', () => settle(null));
    thread.once('exit', () => settle(null));
    thread.postMessage(words);
  });
}
