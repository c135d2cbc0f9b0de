/** The desk between connections and ledger, with a ledger that fails on order. */
import { expect, it } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { openDesk } from '../../src/outbox/desk.ts';
import type { LetterOutcome, OneClaim } from '../../src/outbox/ledger.ts';
import { LedgerFault } from '../../src/outbox/persist.ts';

const letter = (number: number): OneClaim => ({ id: number as LetterId, claim: 1 });
const ids = (letters: readonly OneClaim[]) => letters.map(({ id }) => id);
const accepted = (number: number): LetterOutcome => ({
  letterId: letter(number).id,
  claim: 1,
  state: 'accepted',
  code: 250,
  enhanced: null,
  text: 'Ok',
  step: null,
  delayMs: null,
  lost: false,
});
type Call = { asked: readonly number[]; told: readonly number[] };

function deskWith(answer: (call: Call, at: number) => boolean) {
  const calls: Call[] = [];
  const desk = openDesk({
    record: async (asked, outcomes) => {
      const call = { asked: ids(asked), told: outcomes.map(({ letterId }) => letterId) };
      calls.push(call);
      if (!answer(call, calls.length - 1)) throw new Error('connection terminated');
      return new Set(ids(asked));
    },
    wait: () => new Promise((done) => setImmediate(done)),
    enough: 100,
  });
  return { desk, calls };
}

it('shares one statement among all that was asked and told within a tick', async () => {
  const { desk, calls } = deskWith(() => true);
  desk.tell(accepted(1));
  const answers = await Promise.all([desk.ask(letter(2)), desk.ask(letter(3))]);
  expect(answers).toEqual([true, true]);
  expect(calls).toEqual([{ asked: [2, 3], told: [1] }]);
});

it('never asks and tells of one letter in one statement', async () => {
  const { desk, calls } = deskWith(() => true);
  const question = desk.ask(letter(1));
  desk.tell(accepted(1));
  expect(await question).toBe(false);
  await desk.settled();
  expect(calls).toEqual([{ asked: [], told: [1] }]);
});

it('takes a commit whose answer was lost for a no, and writes the outcomes again', async () => {
  const { desk, calls } = deskWith((_, at) => at > 0);
  desk.tell(accepted(1));
  expect(await desk.ask(letter(2))).toBe(false);
  await desk.settled();
  expect(calls).toEqual([
    { asked: [2], told: [1] },
    { asked: [], told: [1] },
  ]);
});

it('stops with a fault when the ledger stays away, and grants nothing any more', async () => {
  const { desk } = deskWith(() => false);
  desk.tell(accepted(1));
  await expect(desk.settled()).rejects.toThrow(LedgerFault);
  expect(await desk.ask(letter(2))).toBe(false);
});

/** A desk whose statements end when the test says so. */
function heldDesk() {
  const begun: { call: Call; end: () => void }[] = [];
  const desk = openDesk({
    record: (asked, outcomes) =>
      new Promise((done) => {
        const call = { asked: ids(asked), told: outcomes.map(({ letterId }) => letterId) };
        begun.push({ call, end: () => done(new Set(ids(asked))) });
      }),
    wait: () => new Promise((done) => setImmediate(done)),
    enough: 1,
  });
  return { desk, begun };
}
const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
};

it('starts the next statements while one is on its way to the disk, and no fourth', async () => {
  const { desk, begun } = heldDesk();
  for (const number of [1, 2, 3, 4]) {
    void desk.ask(letter(number));
    await turns();
  }
  expect(begun.map(({ call }) => call.asked)).toEqual([[1], [2], [3]]);
  begun[1]?.end();
  await turns();
  expect(begun.map(({ call }) => call.asked)).toEqual([[1], [2], [3], [4]]);
});

it('asks for no dot of a connection while its last outcome is on its way, so that doubt stays at one letter', async () => {
  const { desk, begun } = heldDesk();
  const told = desk.tell(accepted(1));
  await turns();
  const next = desk.ask(letter(2), told);
  const ofAnother = desk.ask(letter(3));
  await turns();
  expect(begun.map(({ call }) => call)).toEqual([
    { asked: [], told: [1] },
    { asked: [3], told: [] },
  ]);
  begun[1]?.end();
  expect(await ofAnother).toBe(true);
  begun[0]?.end();
  await turns();
  expect(begun[2]?.call).toEqual({ asked: [2], told: [] });
  begun[2]?.end();
  expect(await next).toBe(true);
});

it('tells and asks in one statement where nothing is on its way', async () => {
  const { desk, begun } = heldDesk();
  const told = desk.tell(accepted(1));
  void desk.ask(letter(2), told);
  await turns();
  expect(begun.map(({ call }) => call)).toEqual([{ asked: [2], told: [1] }]);
});

it('does not ask for a letter whose outcome came while the question waited', async () => {
  const { desk, begun } = heldDesk();
  const told = desk.tell(accepted(1));
  await turns();
  const question = desk.ask(letter(2), told);
  void desk.ask(letter(9));
  await turns();
  desk.tell(accepted(2));
  begun[0]?.end();
  expect(await question).toBe(false);
  await turns();
  expect(begun.flatMap(({ call }) => call.asked)).not.toContain(2);
});
