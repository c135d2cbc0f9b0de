import pg from 'pg';
import { expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';

/** SMTP_CONNECTIONS when nothing is set: a killed sender is in doubt of one letter on each. */
const connections = 20;

test('killed with -9 in mid-send, the same command finishes: nobody lost in silence, nobody twice', async () => {
  await using newsroom = await openTestNewsroom({ slowness: 20 });
  const readers = 300;
  await makeReadyToSend(newsroom, readers);

  const sending = newsroom.start('send', 'lhebdo');
  await newsroom.relay.has(40);
  sending.process.kill('SIGKILL');
  expect((await sending.ended).signal).toBe('SIGKILL');
  expect(newsroom.relay.arrived.length).toBeLessThan(readers);
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  // The lease of whoever is dead runs out by itself, in half a minute.
  await ledger.query('update runs set lease_until = now()');
  await ledger.end();

  const again = await newsroom.hebdo('send', 'lhebdo', '--json');
  const report = JSON.parse(again.stdout);
  const arrived = newsroom.relay.arrived.map(({ to }) => to);
  expect(new Set(arrived).size, 'duplicates').toBe(arrived.length);
  // Between the dot and its reply a killed sender cannot know: those letters are counted, never guessed.
  expect(report.accepted + report.unknown).toBe(readers);
  expect(report.unknown).toBeLessThanOrEqual(connections);
  expect(arrived.length).toBeGreaterThanOrEqual(readers - report.unknown);
}, 300_000);

test('a closed terminal ends a send as SIGTERM does: letters on the wire get their answer, none is in doubt', async () => {
  await using newsroom = await openTestNewsroom({ slowness: 20 });
  const readers = 300;
  await makeReadyToSend(newsroom, readers);

  const sending = newsroom.start('send', 'lhebdo', '--json');
  await newsroom.relay.has(40);
  // A shell hands it on to its jobs, and the system tells them too.
  sending.process.kill('SIGHUP');
  sending.process.kill('SIGHUP');
  const { code, stdout } = await sending.ended;
  expect([code, JSON.parse(stdout)]).toEqual([
    4,
    expect.objectContaining({ because: 'stopped', unknown: 0 }),
  ]);
  expect(newsroom.relay.arrived.length).toBeLessThan(readers);
  const again = await newsroom.hebdo('send', 'lhebdo', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ accepted: readers, unknown: 0 });
}, 300_000);
