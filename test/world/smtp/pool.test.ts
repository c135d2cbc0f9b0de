/** Sessions lent to whoever sends: nobody waits for one that is free. */
import { expect, it } from 'vitest';
import { openRelay } from '../../../src/world/smtp/relay.ts';
import { openScriptedRelay } from '../../support/smtp.ts';

it('a session that is given back while somebody begins to wait for it is his, at whatever moment that is', async () => {
  await using server = await openScriptedRelay();
  await using relay = openRelay({ url: server.url, connections: 1 });
  let held = await relay.borrow(AbortSignal.timeout(5_000));
  for (let turns = 0; turns < 20; turns++) {
    const waiting = relay.borrow(AbortSignal.timeout(5_000));
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    relay.giveBack(held);
    held = await waiting;
  }
  expect(server.connections()).toBe(1);
  relay.giveBack(held);
});
