import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { LentClient } from '../../../src/world/db/client.ts';

it('whoever makes a client of its own, as BullMQ does, gets one that outlives its server', () => {
  const { Client } = createRequire(import.meta.url)('pg');
  expect(Client).toBe(LentClient);
  expect(new Client().listenerCount('error')).toBe(1);
});
