/** When a relay is left aside, and until when. */
import { expect, it } from 'vitest';
import { RelayFault } from '../../../src/outbox/relay.ts';
import { Aside, endsSessions } from '../../../src/world/smtp/aside.ts';

const dead = new RelayFault('away', false);

/** Sessions that end unanswered over these letters, told as the route tells it. */
function endOver(aside: Aside, letters: readonly string[], now: number): void {
  for (const to of letters) if (aside.cutShort(to)) aside.leave(endsSessions('relay:25', '421'), now);
}

it('a relay that lets nobody in is left aside twice as long each time, and may be tried before', () => {
  const aside = new Aside();
  aside.leave(dead, 1_000);
  expect({ until: aside.until, shut: aside.shut(1_001) }).toEqual({ until: 6_000, shut: undefined });
  aside.leave(dead, 2_000);
  expect(aside.until).toBe(6_000);
  aside.leave(dead, 6_000);
  expect(aside.until).toBe(16_000);
  aside.letIn(16_000);
  expect({ until: aside.until, fault: aside.fault }).toEqual({ until: 0, fault: undefined });
});

it('one letter over which each session ends is no fault of the relay', () => {
  const aside = new Aside();
  endOver(aside, Array(20).fill('a@example.org'), 1_000);
  expect(aside.until).toBe(0);
});

it('three letters in a row are, and to be let in does not mend it, but an answer does', () => {
  const aside = new Aside();
  endOver(aside, ['a', 'b', 'a', 'c'], 1_000);
  expect(aside.shut(5_999)?.message).toMatch(/^The relay relay:25 ends its sessions .* \(the last: 421\)\./);
  expect(aside.shut(6_000)).toBeUndefined();
  aside.letIn(6_000);
  endOver(aside, ['d'], 7_000);
  expect(aside.until).toBe(17_000);
  aside.answered();
  endOver(aside, ['a', 'b'], 8_000);
  expect({ until: aside.until, shut: aside.shut(8_001) }).toEqual({ until: 0, shut: undefined });
});

it('a relay that refuses us is not tried for five minutes, whatever it answers meanwhile', () => {
  const aside = new Aside();
  const refusal = new RelayFault('MAIL answered 550', true);
  aside.refuse(refusal, 1_000);
  aside.answered();
  aside.letIn(300_999);
  expect({ until: aside.until, shut: aside.shut(300_999) }).toEqual({ until: 301_000, shut: refusal });
  aside.letIn(301_000);
  expect({ refusesUs: aside.refusesUs, fault: aside.fault }).toEqual({ refusesUs: false, fault: undefined });
});
