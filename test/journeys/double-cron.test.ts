import { expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';

test('two crons that send the same week at once: each reader has one letter', async () => {
  await using newsroom = await openTestNewsroom({ slowness: 5 });
  await makeReadyToSend(newsroom, 120);
  const both = await Promise.all([newsroom.hebdo('send', 'lhebdo'), newsroom.hebdo('send', 'lhebdo')]);
  for (const ended of both) expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const readers = newsroom.relay.arrived.map(({ to }) => to);
  expect(readers).toHaveLength(120);
  expect(new Set(readers).size).toBe(120);
}, 300_000);
