import { expect, it } from 'vitest';
import { isAnswer, providerTrouble, relayTrouble, whatEnded } from '../../src/outbox/relay-signs.ts';
import type { Receipt, Step } from '../../src/outbox/reply.ts';

const replied = (step: Step, code: number, enhanced: string | null = null): Receipt => ({
  kind: 'replied',
  step,
  reply: { code, enhanced, text: 'Words' },
});
const lost = (silent: boolean): Receipt => ({ kind: 'lost', dot: 'not_written', silent, reason: 'gone' });

it.each<[string, Receipt, relay: string | null, provider: string | null]>([
  ['a letter taken', replied('dot', 250, '2.0.0'), null, null],
  ['421 at MAIL', replied('mail', 421, '4.7.0'), 'it said 421 4.7.0 Words', null],
  ['451 at MAIL', replied('mail', 451), 'it said 451 Words', null],
  ['421 at RCPT', replied('rcpt', 421, '4.7.0'), 'it said 421 4.7.0 Words', '421 4.7.0 Words'],
  ['a relay that shuts down at RCPT', replied('rcpt', 421, '4.3.2'), 'it said 421 4.3.2 Words', null],
  ['a session that took too long at the dot', replied('dot', 421, '4.4.2'), 'it said 421 4.4.2 Words', null],
  ['a rate limit of Google at the dot', replied('dot', 450, '4.7.28'), null, '450 4.7.28 Words'],
  ['a rate limit of Microsoft at RCPT', replied('rcpt', 451, '4.7.650'), null, '451 4.7.650 Words'],
  ['greylisting', replied('rcpt', 451, '4.7.1'), null, null],
  ['greylisting by another code', replied('rcpt', 450, '4.2.0'), null, null],
  ['a full mailbox', replied('rcpt', 452, '4.2.2'), null, null],
  ['a policy refusal for good', replied('dot', 550, '5.7.1'), null, null],
  ['silence', lost(true), 'it did not answer in time', null],
  ['a broken line', lost(false), null, null],
  ['a withheld dot', { kind: 'withheld' }, null, null],
])('%s', (_, receipt, relay, provider) => {
  expect(relayTrouble(receipt)).toBe(relay);
  expect(providerTrouble(receipt)).toBe(provider);
});

it.each<[string, Receipt, answer: boolean, end: string | null]>([
  ['a letter taken', replied('dot', 250, '2.0.0'), true, null],
  ['a refused sender', replied('mail', 553), true, null],
  ['a full disk', replied('mail', 452), true, null],
  ['421 at MAIL', replied('mail', 421, '4.3.2'), false, '421 4.3.2 Words'],
  ['421 at the dot', replied('dot', 421), false, '421 Words'],
  ['a broken line', lost(false), false, 'gone'],
  ['a broken line after the dot', { kind: 'lost', dot: 'written', reason: 'gone' }, false, 'gone'],
  ['a withheld dot', { kind: 'withheld' }, false, null],
  ['an address that cannot be written', { kind: 'impossible', reason: 'é' }, false, null],
])('%s is an answer: %s; the session was ended by: %s', (_, receipt, answer, end) => {
  expect({ answer: isAnswer(receipt), end: whatEnded(receipt) }).toEqual({ answer, end });
});
