import { describe, expect, it } from 'vitest';
import type { LetterId } from '../../src/audience/ids.ts';
import { nextDelay, type Patience, usualDelaysMs } from '../../src/outbox/back-off.ts';
import type { ClaimedLetter, LetterOutcome } from '../../src/outbox/ledger.ts';
import { judge } from '../../src/outbox/outcome.ts';
import { keptText, type Receipt, replyOf, type Step } from '../../src/outbox/reply.ts';

const usualPatience: Patience = { delaysMs: usualDelaysMs, giveUpAfterMs: 24 * 3_600_000 };
const now = new Date('2026-11-24T06:00:00Z');
const letter = { id: 7 as LetterId, attempts: 0, losses: 0, firstTriedAt: now } as ClaimedLetter;
const said = (step: Step, code: number, text: string): Receipt => ({
  kind: 'replied',
  step,
  reply: replyOf(code, [text]),
});

describe('an attempt is judged by codes', () => {
  const rows: [name: string, receipt: Receipt, state: string, pauses: boolean][] = [
    ['250 at the dot', said('dot', 250, '2.0.0 Ok'), 'accepted', false],
    ['451 at the dot', said('dot', 451, '4.3.0 Later'), 'deferred', false],
    ['450 at RCPT', said('rcpt', 450, '4.2.0 Greylisted'), 'deferred', false],
    ['421 at RCPT', said('rcpt', 421, '4.7.0 Slow down'), 'deferred', false],
    ['421 at MAIL, before anybody was named', said('mail', 421, 'Too many'), 'pending', false],
    ['452 at MAIL', said('mail', 452, '4.3.1 Full'), 'deferred', false],
    ['550 at RCPT', said('rcpt', 550, '5.1.1 Unknown'), 'refused', false],
    [
      '550 whose words only sound like our fault',
      said('rcpt', 550, 'DMARC authentication'),
      'refused',
      false,
    ],
    ['550 5.7.1 at the dot', said('dot', 550, '5.7.1 Spam'), 'refused', false],
    ['550 5.7.515', said('dot', 550, '5.7.515 Access denied'), 'pending', true],
    ['550 5.7.26', said('dot', 550, '5.7.26 Unauthenticated'), 'pending', true],
    ['550 5.7.606', said('rcpt', 550, '5.7.606 Banned'), 'pending', true],
    ['530 at RCPT', said('rcpt', 530, '5.7.0 Authentication required'), 'pending', true],
    ['553 at MAIL', said('mail', 553, '5.1.8 Sender'), 'pending', true],
    ['lost before the dot', { kind: 'lost', dot: 'not_written', reason: 'RST' }, 'pending', false],
    ['lost after the dot', { kind: 'lost', dot: 'written', reason: 'RST' }, 'unknown', false],
    ['no permission', { kind: 'withheld' }, 'pending', false],
    ['no way to write the address', { kind: 'impossible', reason: 'é' }, 'refused', false],
  ];
  it.each(rows)('%s', (_, receipt, state, pauses) => {
    const { outcome, pause } = judge(letter, receipt, usualPatience, now);
    expect({ state: outcome.state, pauses: pause !== null }).toEqual({ state, pauses });
  });

  it.each<[string, Receipt, Partial<LetterOutcome>]>([
    ['lost before the dot', { kind: 'lost', dot: 'not_written', reason: 'RST' }, { code: null, text: 'RST' }],
    ['421 at MAIL', said('mail', 421, '4.3.2 Closing'), { code: 421, text: 'Closing', step: 'mail' }],
  ])(
    '%s for the third time puts the letter off with that, and gives it up in the end',
    (_, receipt, kept) => {
      const at = (losses: number, hours = 0) => {
        const firstTriedAt = new Date(now.getTime() - hours * 3_600_000);
        return judge({ ...letter, losses, firstTriedAt }, receipt, usualPatience, now).outcome;
      };
      expect(at(1)).toMatchObject({ state: 'pending', lost: true, delayMs: null, ...kept });
      expect(at(2)).toMatchObject({ state: 'deferred', lost: true, delayMs: 60_000, ...kept });
      expect(at(7)).toMatchObject({ state: 'deferred', lost: true, ...kept });
      expect(at(7, 24)).toMatchObject({ state: 'given_up', lost: true, ...kept });
    },
  );

  it('4xx for a day is given up with the last reply', () => {
    const firstTriedAt = new Date(now.getTime() - 23.5 * 3_600_000);
    const receipt = said('rcpt', 452, '4.2.2 Full');
    expect(
      judge({ ...letter, attempts: 9, firstTriedAt }, receipt, usualPatience, now).outcome,
    ).toMatchObject({
      state: 'given_up',
      code: 452,
      enhanced: '4.2.2',
      text: 'Full',
    });
  });
});

it('waits longer after each attempt, and keeps the last wait', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8].map(
    (attempts) => (nextDelay(usualPatience, attempts, now, now) ?? 0) / 60_000,
  );
  expect(minutes).toEqual([1, 5, 15, 30, 60, 120, 240, 240]);
});

it('keeps no address of what a relay says', () => {
  expect(keptText('<marie@example.org>: no such user\r\nat mx.example.org')).toBe(
    '<…@…>: no such user at mx.example.org',
  );
  expect(keptText('x'.repeat(1000)).length).toBe(300);
});
