import { expect, it } from 'vitest';
import { type SendNow, whyNotFaster } from '../../src/outbox/brake.ts';
import { type LetterCounts, letterStates } from '../../src/outbox/ledger.ts';
import type { Pulse } from '../../src/outbox/meter.ts';

const none = Object.fromEntries(letterStates.map((state) => [state, 0])) as LetterCounts;
const brisk: Pulse = {
  connections: 5,
  most: 5,
  perSecond: 30,
  relayMs: 160,
  ledgerMs: 6,
  buildMs: 1,
  idle: 0.1,
  silentSeconds: 0,
};
const going: SendNow = {
  state: 'sending',
  pausedReason: null,
  counts: { ...none, pending: 900, accepted: 100 },
  dueInMs: null,
  pulses: [brisk],
  rest: null,
  holds: [],
  stage: null,
};

it.each<[string, Partial<SendNow>, string | RegExp | null]>([
  ['a slow relay', {}, /takes 160 ms a letter on each of 5 connections \(of 5\): SMTP_CONNECTIONS/],
  [
    'two processes',
    { pulses: [brisk, { ...brisk, relayMs: 40 }] },
    /takes 100 ms a letter on each of 10 connections/,
  ],
  [
    'a pause',
    { state: 'paused', pausedReason: 'Too many refusals.' },
    'The send is paused: Too many refusals.',
  ],
  [
    'a warm-up that has had its letters of the day, whoever is there',
    {
      pulses: [],
      rest: { reason: 'The warm-up plan of today is used up.', until: new Date('2026-11-25T00:00:00Z') },
    },
    'The warm-up plan of today is used up. The next leave from 2026-11-25 00:00 UTC on.',
  ],
  ['nobody at work', { pulses: [] }, /^Nobody sends: start "hebdo worker"/],
  [
    'letters that were all put off',
    { counts: { ...none, deferred: 12 }, dueInMs: 240_000 },
    'The relay has put off all 12 letters that are left; the next try is in 4 min.',
  ],
  [
    'a relay that fell silent',
    { pulses: [{ ...brisk, silentSeconds: 45 }] },
    'The relay has not answered for 45 s.',
  ],
  ['one silent process of two', { pulses: [brisk, { ...brisk, silentSeconds: 45 }] }, /^The relay takes/],
  ['no connection', { pulses: [{ ...brisk, connections: 0 }] }, /^No connection to the relay/],
  ['a slow disk', { pulses: [{ ...brisk, relayMs: 50, ledgerMs: 45 }] }, /^The database takes 45 ms/],
  [
    'a slow processor',
    { pulses: [{ ...brisk, relayMs: 2, buildMs: 3.4 }] },
    /^Building and signing takes 3.4 ms/,
  ],
  ['too few letters at hand', { pulses: [{ ...brisk, idle: 0.8 }] }, /wait for letters 80 % of the time/],
  ['nothing measured yet', { pulses: [{ ...brisk, perSecond: 0 }] }, null],
  ['nothing left', { counts: { ...none, accepted: 1000 } }, null],
  [
    'a provider that complained',
    { holds: ['gmail is sent 2 letters a second until 14:05: 421 4.7.28.'] },
    /^gmail is sent 2 letters a second/,
  ],
  ['an end', { state: 'sent' }, null],
])('with %s', (_what, change, expected) => {
  const said = whyNotFaster({ ...going, ...change });
  if (expected instanceof RegExp) expect(said).toMatch(expected);
  else expect(said).toBe(expected);
});
