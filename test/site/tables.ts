/** Every row of every table, as text: what a test compares to say that nothing changed, or searches. */
import { sql } from 'kysely';
import type { Db } from '../../src/world/db/database.ts';

export async function everything(db: Db): Promise<string> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db);
  const dumps = tables.rows.map(({ name }) =>
    sql<{ rows: string }>`
      select coalesce(string_agg(t::text, ${'\n'} order by t::text), '') as rows from ${sql.raw(name)} t`.execute(
      db,
    ),
  );
  return (await Promise.all(dumps)).map(({ rows }) => rows[0]?.rows).join('\n');
}
