/** The desk between connections and ledger: whatever was asked and told within a tick shares one commit. */
import type { LetterId } from '../audience/ids.ts';
import type { LetterOutcome } from './ledger.ts';
import { LedgerFault, persist } from './persist.ts';

export type DeskNeeds = {
  /** One statement: outcomes written, and which of the asked letters may be dotted. */
  readonly record: (
    asked: readonly LetterId[],
    outcomes: readonly LetterOutcome[],
  ) => Promise<ReadonlySet<LetterId>>;
  readonly wait: (ms: number) => Promise<void>;
  /** So many questions are not made to wait for more. */
  readonly enough: number;
};

export type Desk = {
  /** True once the commit of `dotted` is known. False: no dot, for whatever reason. */
  readonly ask: (letter: LetterId) => Promise<boolean>;
  /** Written before any dot that is asked for later, so that a crash leaves one doubt per connection at most. */
  readonly tell: (outcome: LetterOutcome) => void;
  /** Resolves when everything told so far is written. Throws LedgerFault. */
  readonly settled: () => Promise<void>;
  readonly fault: () => LedgerFault | undefined;
};

/** Between two statements, at most: gathers letters without being felt by a connection. */
const tickMs = 3;

export function openDesk({ record, wait, enough }: DeskNeeds): Desk {
  let asked: { id: LetterId; answer: (granted: boolean) => void }[] = [];
  let told: LetterOutcome[] = [];
  let fault: LedgerFault | undefined;
  let working: Promise<void> | undefined;
  let hurry = () => {};

  const tick = async () => {
    const questions = asked;
    const outcomes = told;
    asked = [];
    told = [];
    try {
      const granted = await record(
        questions.map(({ id }) => id),
        outcomes,
      );
      for (const { id, answer } of questions) answer(granted.has(id));
    } catch (error) {
      // Whether the commit happened is not known: no dot is written, and the connection gives the letter back.
      for (const { answer } of questions) answer(false);
      if (!(await written(outcomes))) fault = new LedgerFault(error);
    }
  };
  /** Outcomes are facts: they are offered again and again. */
  const written = (outcomes: readonly LetterOutcome[]) =>
    persist(() => record([], outcomes), wait).then(
      () => true,
      () => false,
    );
  /** Until enough was asked, or the tick is over. */
  const gather = () =>
    asked.length >= enough
      ? undefined
      : new Promise<void>((done) => {
          hurry = done;
          void wait(tickMs).then(done);
        });
  const work = async () => {
    do {
      await gather();
      await tick();
    } while (!fault && (asked.length > 0 || told.length > 0));
    for (const { answer } of asked.splice(0)) answer(false);
    working = undefined;
  };
  const wake = () => {
    working ??= work();
  };

  return {
    ask: (id) =>
      new Promise((answer) => {
        if (fault) return answer(false);
        asked.push({ id, answer });
        if (asked.length >= enough) hurry();
        wake();
      }),
    tell: (outcome) => {
      if (fault) return;
      // A refusal can be faster than the tick: its question is void, and one statement must not touch a row twice.
      const unanswered = asked.findIndex(({ id }) => id === outcome.letterId);
      if (unanswered !== -1) for (const { answer } of asked.splice(unanswered, 1)) answer(false);
      told.push(outcome);
      wake();
    },
    settled: async () => {
      while (working) await working;
      if (fault) throw fault;
    },
    fault: () => fault,
  };
}
