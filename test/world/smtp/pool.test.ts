/** Sessions lent to whoever sends: nobody waits for one that is free. */
import { expect, it } from 'vitest';
import { usualLimits } from '../../../src/world/smtp/limits.ts';
import { openRelay } from '../../../src/world/smtp/relay.ts';
import { openScriptedRelay } from '../../support/smtp.ts';

it('a session that is given back while somebody begins to wait for it is his, at whatever moment that is', async () => {
  await using server = await openScriptedRelay();
  await using relay = openRelay({ url: server.url, connections: 1 });
  let held = await relay.borrow(AbortSignal.timeout(30_000));
  for (let turns = 0; turns < 20; turns++) {
    const waiting = relay.borrow(AbortSignal.timeout(30_000));
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    relay.giveBack(held);
    held = await waiting;
  }
  expect(server.connections()).toBe(1);
  relay.giveBack(held);
});

it('a session goes round: whoever had his turn gives it up while another one waits, and comes after him', async () => {
  await using server = await openScriptedRelay();
  await using relay = openRelay({ url: server.url, connections: 1 }, { ...usualLimits, turn: 0 });
  const borrow = () => relay.borrow(AbortSignal.timeout(5_000));
  const first = await borrow();
  expect(first.open).toBe(true);
  const order: string[] = [];
  const second = borrow().finally(() => order.push('second'));
  await expect.poll(() => first.open).toBe(false);
  relay.giveBack(first);
  const again = borrow().finally(() => order.push('first'));
  relay.giveBack(await second);
  const last = await again;
  expect(order).toEqual(['second', 'first']);
  // Nobody waits any more.
  expect(last.open).toBe(true);
  expect(server.connections()).toBe(1);
  relay.giveBack(last);
});
