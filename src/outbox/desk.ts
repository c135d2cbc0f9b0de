/**
 * The desk between connections and ledger: whatever was asked and told within a tick shares one commit, and while one
 * commit is on its way to the disk the next may start.
 */
import type { LetterId } from '../audience/ids.ts';
import type { LetterOutcome, OneClaim } from './ledger.ts';
import { LedgerFault, persist } from './persist.ts';

export type DeskNeeds = {
  /** One statement: outcomes written, and which of the asked letters may be dotted. */
  readonly record: (
    asked: readonly OneClaim[],
    outcomes: readonly LetterOutcome[],
  ) => Promise<ReadonlySet<LetterId>>;
  readonly wait: (ms: number) => Promise<void>;
  /** So many questions are not made to wait for more. */
  readonly enough: number;
};

export type Desk = {
  /**
   * True once the commit of `dotted` is known. False: no dot, for whatever reason. `after`: the statement of what this
   * connection told before; it is committed with it or before it, so that a crash leaves one doubt per connection at most.
   */
  readonly ask: (letter: OneClaim, after?: Statement) => Promise<boolean>;
  /** Answers with the statement that will write it. */
  readonly tell: (outcome: LetterOutcome) => Statement;
  /** Resolves when everything told so far is written. Throws LedgerFault. */
  readonly settled: () => Promise<void>;
  readonly fault: () => LedgerFault | undefined;
};

/** Statements of one desk count up. */
export type Statement = number;

/** On their way at once: PostgreSQL flushes what commits together in one go. */
const mostUnderWay = 3;
/** Between two statements, at most: gathers letters without being felt by a connection. */
const tickMs = 3;

export function openDesk({ record, wait, enough }: DeskNeeds): Desk {
  let asked: { letter: OneClaim; answer: (granted: boolean) => void }[] = [];
  let told: LetterOutcome[] = [];
  /** The statement that gathers now. */
  let statement: Statement = 0;
  const underWay = new Map<Statement, Promise<void>>();
  let fault: LedgerFault | undefined;
  let working: Promise<void> | undefined;
  let hurry = () => {};
  let arrived = () => {};

  const tick = async () => {
    const questions = asked;
    const outcomes = told;
    asked = [];
    told = [];
    try {
      const granted = await record(
        questions.map(({ letter }) => letter),
        outcomes,
      );
      for (const { letter, answer } of questions) answer(granted.has(letter.id));
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
  const begin = () => {
    const number = statement++;
    underWay.set(
      number,
      tick().finally(() => underWay.delete(number)),
    );
  };
  const somethingEnds = () => Promise.race(underWay.values());
  const somethingArrives = () =>
    new Promise<void>((done) => {
      arrived = done;
    });
  /** False when there is nothing to do and nothing to wait for. */
  const step = async (): Promise<boolean> => {
    if (asked.length > 0 || told.length > 0) {
      await gather();
      while (underWay.size >= mostUnderWay) await somethingEnds();
      if (!fault) begin();
      return true;
    }
    if (underWay.size === 0) return false;
    await Promise.race([somethingEnds(), somethingArrives()]);
    return true;
  };
  const work = async () => {
    while (!fault && (await step()));
    await Promise.all(underWay.values());
    working = undefined;
    if (fault) for (const { answer } of asked.splice(0)) answer(false);
    else if (asked.length > 0 || told.length > 0) wake();
  };
  const wake = () => {
    arrived();
    working ??= work();
  };
  const take = (letter: OneClaim, answer: (granted: boolean) => void) => {
    // Its outcome came first: the question is void, and one statement must not touch a row twice.
    if (fault || told.some(({ letterId }) => letterId === letter.id)) return answer(false);
    asked.push({ letter, answer });
    if (asked.length >= enough) hurry();
    wake();
  };

  return {
    ask: (letter, after = -1) =>
      new Promise((answer) => {
        const before = underWay.get(after);
        if (before === undefined) take(letter, answer);
        else void before.then(() => take(letter, answer));
      }),
    tell: (outcome) => {
      if (fault) return statement;
      // A refusal can be faster than the tick: its question is void, and one statement must not touch a row twice.
      const unanswered = asked.findIndex(({ letter }) => letter.id === outcome.letterId);
      if (unanswered !== -1) for (const { answer } of asked.splice(unanswered, 1)) answer(false);
      told.push(outcome);
      wake();
      return statement;
    },
    settled: async () => {
      while (working) await working;
      if (fault) throw fault;
    },
    fault: () => fault,
  };
}
