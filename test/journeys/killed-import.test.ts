/** An import is killed in its middle and typed again: everybody is there once, with one receipt. */
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

  const first = newsroom.start(...command);
  await vi.waitFor(async () => expect(await count('subscribers')).toBeGreaterThan(2_000), {
    timeout: 60_000,
    interval: 20,
  });
  first.process.kill('SIGKILL');
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
  const stored = await count('subscribers');
  expect(stored).toBeLessThan(rows);
  // Whole batches: nobody without a subscription and a receipt.
  expect([await count('subscriptions'), await count('consent_receipts')]).toEqual([stored, stored]);

  const again = await newsroom.hebdo(...command);
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ rows, added: rows - stored, unchanged: stored, refused: 0 },
  });
  expect([await count('subscribers'), await count('consent_receipts')]).toEqual([rows, rows]);
  await ledger.end();
}, 240_000);
