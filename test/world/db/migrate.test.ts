import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { connectDatabase } from '../../../src/world/db/database.ts';
import { migrate } from '../../../src/world/db/migrate.ts';
import { createDatabase } from '../../support/database.ts';

it('runs each migration once, also when several processes start together', async () => {
  const url = await createDatabase();
  const open = () => connectDatabase(url, { connections: 2, onError: () => {} });
  await using first = open();
  await using second = open();
  await using third = open();
  const ran = (await Promise.all([migrate(first.db), migrate(second.db), migrate(third.db)])).flat();
  expect(ran).toEqual([...new Set(ran)]);
  expect(ran).toContain('0001_truth');
  const { rows } = await sql<{ count: number }>`select count(*) from letters`.execute(first.db);
  expect(rows[0]?.count).toBe(0);
});
