import pg from 'pg';
import { expect, test } from 'vitest';
import { makeReadyToSend, openTestNewsroom } from '../support/newsroom.ts';

test('a relay that greylists and refuses: deferred letters arrive, refused ones are counted', async () => {
  const refusedReader = 'agathe.2@example.org';
  await using newsroom = await openTestNewsroom({
    onReader: (address, attempt) => {
      if (address === refusedReader) return { code: 550, text: '5.1.1 No such reader' };
      const greylisted = attempt === 1 && address.length % 3 === 0;
      return greylisted ? { code: 451, text: '4.7.1 Greylisted, try again later' } : null;
    },
  });
  await makeReadyToSend(newsroom, 30);
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  const sending = newsroom.start('send', 'lhebdo', '--json');
  const waiting = async () => {
    const { rows } = await ledger.query(
      `select state, next_at > now() + interval '20 seconds' as later from letters where settled_at is null group by 1, 2`,
    );
    return rows;
  };
  await expect.poll(waiting, { timeout: 100_000 }).toEqual([{ state: 'deferred', later: true }]);
  // The minute that they wait is over.
  await ledger.query("update letters set next_at = now() where state = 'deferred'");
  const ended = await sending.ended;
  await ledger.end();
  const report = JSON.parse(ended.stdout);
  expect(report).toMatchObject({ accepted: 29, refused: 1, unknown: 0 });
  const readers = newsroom.relay.arrived.map(({ to }) => to);
  expect(readers).toHaveLength(29);
  expect(new Set(readers).size).toBe(29);
  expect(readers).not.toContain(refusedReader);
}, 300_000);

test('where no worker runs, another cron line finishes what the relay put off, though another week is being made', async () => {
  await using newsroom = await openTestNewsroom({
    onReader: (address, attempt) =>
      attempt === 1 && address.length % 3 === 0 ? { code: 451, text: '4.7.1 Greylisted' } : null,
  });
  await makeReadyToSend(newsroom, 30);
  const goOn = async () => {
    const { code, stdout } = await newsroom.hebdo('send', 'lhebdo', '--continue', '--wait', '0', '--json');
    return [code, JSON.parse(stdout)];
  };
  expect(await goOn()).toEqual([0, { outcome: 'nothing_to_do', newsletter: 'lhebdo', issues: [] }]);
  const begun = await newsroom.hebdo('send', 'lhebdo', '--wait', '0');
  expect([begun.code, begun.stdout]).toEqual([4, expect.stringContaining('hebdo send lhebdo --continue')]);
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  await ledger.query(
    `update issues set period = '2026-W02'; update letters set next_at = now() where state = 'deferred'`,
  );
  expect(await goOn()).toEqual([
    0,
    {
      outcome: 'continued',
      newsletter: 'lhebdo',
      issues: [expect.objectContaining({ outcome: 'sent', period: '2026-W02', accepted: 30 })],
    },
  ]);
  await ledger.end();
  expect(newsroom.relay.arrived).toHaveLength(30);
}, 300_000);
