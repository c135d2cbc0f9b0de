/** An import is killed in its middle and typed again: it goes on there, and everybody is there once, with one receipt. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { openTestNewsroom } from '../support/newsroom.ts';

const rows = 40_000;

test('kill -9 in an import costs nothing but time', async () => {
  await using newsroom = await openTestNewsroom();
  const path = join(newsroom.home, 'lecteurs.csv');
  const lines = Array.from({ length: rows }, (_, at) => `lecteur.${at}@example.org;Prénom ${at};28/03/2023`);
  await writeFile(path, ['Adresse e-mail;Prénom;Date de consentement', ...lines].join('\r\n'));
  const command = ['subscribers', 'import', path, '--newsletter', 'lhebdo', '--json'] as const;
  const ledger = new pg.Client({ connectionString: newsroom.databaseUrl });
  await ledger.connect();
  const count = async (table: string) =>
    Number((await ledger.query(`select count(*) from ${table}`)).rows[0].count);

  // The program that is there now migrates the database, which an import would do otherwise.
  await newsroom.hebdo('subscribers', 'stats');
  await holdMidway(ledger);
  const first = newsroom.start(...command);
  await vi.waitFor(async () => expect((await ledger.query(held)).rowCount).toBe(1), {
    timeout: 100_000,
    interval: 50,
  });
  first.process.kill('SIGKILL');
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
  // PostgreSQL finds out by itself that nobody is there any more, as soon as it wants to say something.
  await ledger.query(`select pg_terminate_backend(pid) from (${held}) as alone`);
  await ledger.query('drop trigger hold on consent_receipts');
  const kept = async () =>
    (
      await ledger.query(
        'select (select count(*)::int from subscribers) as stored, (select line from imports) as line',
      )
    ).rows[0];
  const { stored, line } = await kept();
  // Under the header, everybody up to that line.
  expect(line).toBe(stored + 1);
  expect(stored).toBeLessThan(rows);
  // Whole batches: nobody without a subscription and a receipt.
  expect([await count('subscriptions'), await count('consent_receipts')]).toEqual([stored, stored]);

  // Stopped by a hand it ends at its batch, and says that it goes on.
  await ledger.query(holding);
  const second = newsroom.start(...command);
  await vi.waitFor(async () => expect((await ledger.query(held)).rowCount).toBe(1), {
    timeout: 100_000,
    interval: 50,
  });
  second.process.kill('SIGTERM');
  await ledger.query('select pg_advisory_unlock(7)');
  const { code, stdout } = await second.ended;
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 4, imported: false });
  await ledger.query('drop trigger hold on consent_receipts');
  const { stored: more, line: further } = await kept();
  expect([more, further]).toEqual([further - 1, expect.any(Number)]);
  expect(more).toBeLessThan(rows);

  // The same words typed again tell of the whole list, and hand nobody to the database a second time.
  const again = await newsroom.hebdo(...command);
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ rows, added: rows, unchanged: 0, refused: 0, went_on_after_line: further },
  });
  expect(again.stderr).toContain(`rows up to line ${further} are stored`);
  expect([await count('subscribers'), await count('consent_receipts')]).toEqual([rows, rows]);
  expect(await count('imports')).toBe(0);
  // Over is over: once more is an import of its own, which changes nothing.
  const third = await newsroom.hebdo(...command);
  expect(JSON.parse(third.stdout)).toMatchObject({
    rows,
    added: 0,
    unchanged: rows,
    went_on_after_line: null,
  });
  expect(await count('consent_receipts')).toBe(rows);
  await ledger.end();
}, 240_000);

/** Whoever waits in the midst of a batch. */
const held = "select pid from pg_locks where locktype = 'advisory' and objid = 7 and not granted";

const holding =
  'create trigger hold after insert on consent_receipts for each statement execute function hold()';

/** An import comes to the middle of a batch, with whole ones before it, and no further: a quick machine would be through. */
async function holdMidway(ledger: pg.Client): Promise<void> {
  await ledger.query(`create function hold() returns trigger language plpgsql as $$ begin
    if (select count(*) from subscribers) > 5000 then perform pg_advisory_xact_lock(7); end if; return null; end $$`);
  await ledger.query(holding);
  await ledger.query('select pg_advisory_lock(7)');
}
