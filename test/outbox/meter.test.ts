import { expect, it } from 'vitest';
import type { DeliverNeeds } from '../../src/outbox/deliver-needs.ts';
import type { LetterOutcome } from '../../src/outbox/ledger.ts';
import { openMeter } from '../../src/outbox/meter.ts';
import type { RelaySession } from '../../src/outbox/relay.ts';

/** A relay of whose sessions each letter takes 40 ms, 10 of them for the commit, after 5 ms of building. */
function clockedNeeds() {
  const clock = { ms: 0 };
  const session = {
    open: true,
    transact: async (_envelope: unknown, _letter: unknown, mayDot: () => Promise<boolean>) => {
      await mayDot();
      clock.ms += 30;
      return { kind: 'replied', step: 'dot', reply: { code: 250, enhanced: null, text: '' } };
    },
  } as RelaySession;
  const given: RelaySession[] = [];
  const needs = {
    relay: {
      name: 'relay',
      connections: 4,
      borrow: async () => session,
      giveBack: (one: RelaySession) => given.push(one),
    },
    ledger: { record: async () => new Set() },
    build: async () => {
      clock.ms += 5;
      return { kind: 'built', envelope: { from: '', to: '' }, bytes: [] };
    },
  } as unknown as DeliverNeeds;
  const allow = async () => {
    clock.ms += 10;
    return true;
  };
  return { clock, session, given, needs, allow };
}

async function sendOne(
  needs: DeliverNeeds,
  session: RelaySession,
  allow: () => Promise<boolean>,
  outcome: Pick<LetterOutcome, 'state' | 'lost'> = { state: 'accepted', lost: false },
): Promise<void> {
  await needs.build({} as never);
  await session.transact({ from: '', to: '' }, [], allow);
  await needs.ledger.record([], [outcome as LetterOutcome]);
}

it('says where the time of a letter goes, and hands the relay its own sessions back', async () => {
  const { clock, session, given, needs, allow } = clockedNeeds();
  const meter = openMeter(() => clock.ms);
  const measured = meter.measured(needs);
  const lent = await measured.relay.borrow(new AbortController().signal);
  for (let letter = 0; letter < 10; letter++) await sendOne(measured, lent, allow);
  clock.ms += 450;
  const { pulse, moved } = meter.read();
  expect(moved).toBe(true);
  expect(pulse).toMatchObject({ connections: 1, most: 4, relayMs: 40, ledgerMs: 10, buildMs: 5, idle: 0.5 });
  expect(pulse.perSecond).toBeCloseTo(11.11, 1);
  measured.relay.giveBack(lent);
  expect(given).toEqual([session]);
  expect(meter.read().pulse.connections).toBe(0);
});

it('looks back over the last reads only, and knows how long the relay has been silent', async () => {
  const { clock, needs, allow } = clockedNeeds();
  const meter = openMeter(() => clock.ms);
  const measured = meter.measured(needs);
  const lent = await measured.relay.borrow(new AbortController().signal);
  expect(meter.read()).toMatchObject({ moved: false, pulse: { perSecond: 0, silentSeconds: null } });
  await sendOne(measured, lent, allow);
  const pulses = Array.from({ length: 6 }, () => {
    clock.ms += 10_000;
    return meter.read();
  });
  expect(pulses.map(({ moved }) => moved)).toEqual([true, false, false, false, false, false]);
  expect(pulses[4]?.pulse.perSecond).toBeGreaterThan(0);
  expect(pulses[5]?.pulse).toMatchObject({ perSecond: 0, idle: 1, silentSeconds: 60 });
});

it.each<[LetterOutcome['state'], lost: boolean, moved: boolean]>([
  ['accepted', false, true],
  ['deferred', false, true],
  ['given_up', true, true],
  ['pending', false, false],
  ['pending', true, false],
  ['deferred', true, false],
])('a letter that is written as %s, its line lost: %s, moves the send: %s', async (state, lost, moved) => {
  const { clock, session, needs, allow } = clockedNeeds();
  const meter = openMeter(() => clock.ms);
  await sendOne(meter.measured(needs), session, allow, { state, lost });
  const read = meter.read();
  expect({ moved: read.moved, isFast: read.pulse.perSecond > 0 }).toEqual({ moved, isFast: moved });
});
