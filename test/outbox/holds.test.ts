import { expect, it } from 'vitest';
import { type Holders, holdsOf } from '../../src/outbox/holds.ts';
import type { RelayStanding } from '../../src/outbox/relay.ts';
import type { LetterGroup } from '../../src/outbox/status.ts';

const relay: RelayStanding = {
  relay: 'relay:587',
  sessions: 3,
  allowed: 3,
  envelope: 'one_group',
  most: 10,
  trouble: '421 4.7.0 too many connections',
  asideUntil: null,
  dailyCap: null,
  spent: false,
};
const group = (
  provider: LetterGroup['provider'],
  state: LetterGroup['state'],
  count: number,
): LetterGroup => ({
  provider,
  state,
  code: null,
  enhanced: null,
  count,
});
const inLine = [
  group('gmail', 'pending', 60),
  group('others', 'pending', 40),
  group('others', 'accepted', 900),
];

it.each<[string, Partial<Holders>, readonly (string | RegExp)[]]>([
  ['nobody', {}, []],
  [
    'a relay that is used as far as it may',
    { relays: [relay] },
    [/^relay:587 is given 3 of 10 connections.*421 4\.7\.0/],
  ],
  ['a relay that could do more', { relays: [{ ...relay, sessions: 1 }] }, []],
  ['a relay that never complained', { relays: [{ ...relay, trouble: null }] }, []],
  [
    'a relay set aside',
    { relays: [{ ...relay, asideUntil: new Date('2026-11-24T06:05:00Z') }] },
    ['relay:587 is left alone until 06:05 UTC: 421 4.7.0 too many connections.'],
  ],
  [
    'a relay set aside with a sentence of its own',
    { relays: [{ ...relay, trouble: 'It lets nobody in.', asideUntil: new Date('2026-11-24T06:05:00Z') }] },
    ['relay:587 is left alone until 06:05 UTC: It lets nobody in.'],
  ],
  [
    'a relay being warmed up',
    { relays: [{ ...relay, dailyCap: 500, spent: true }] },
    [/had its 500 letters of today/],
  ],
  [
    'a provider that complained',
    { paces: [{ provider: 'gmail', rate: 5, said: '421 4.7.28' }] },
    ['Most letters in line are for gmail, which is sent 5.0 letters/s since it complained: 421 4.7.28.'],
  ],
  [
    'a provider held for a moment',
    { paces: [{ provider: 'gmail', rate: 0, said: '421' }] },
    [/sent nothing for some seconds/],
  ],
  [
    'the operator',
    { paces: [{ provider: 'gmail', rate: 20, said: null }] },
    [/which SMTP_PACE gives 20 letters\/s/],
  ],
  ['a provider with few letters left', { paces: [{ provider: 'orange', rate: 1, said: '421' }] }, []],
])('letters are held by %s', (_who, holders, expected) => {
  const holds = holdsOf({ relays: [], paces: [], ...holders }, inLine);
  expect(holds).toEqual(expected.map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one)));
});
