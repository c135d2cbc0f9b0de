/** Everything stored about one person, from every table that names them. */
import { sql } from 'kysely';
import type { EmailKey } from '../../audience/address.ts';
import type { SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';

export type PersonFile = Readonly<Record<string, readonly object[]>>;

/**
 * Rows by table. Which tables name a person is asked of the database itself: one that is added later is not forgotten
 * here. A consent has its sentence beside the hash that names it. null: there is no such reader.
 */
export async function personFile(
  db: Db,
  id: SubscriberId,
  hashOf: (key: EmailKey) => Buffer,
): Promise<PersonFile | null> {
  const { rows } = await sql<{ key: EmailKey; self: object }>`
    select email_key as key, to_jsonb(s) as self from subscribers s where id = ${id}`.execute(db);
  const [reader] = rows;
  if (reader === undefined) return null;
  const { key, self } = reader;
  const named = await namingColumns(db);
  const found = await Promise.all(
    [...Map.groupBy(named, ({ table }) => table)].map(async ([table, columns]) => {
      const conditions = columns.map(({ column }) => conditionOn(column, { id, key, hash: hashOf(key) }));
      const answer = await sql<{ row: object }>`
        select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.join(conditions, sql` or `)}`.execute(
        db,
      );
      return [table, answer.rows.map(({ row }) => row)] as const;
    }),
  );
  const tables = [['subscribers', [self]] as const, ...found.filter(([, own]) => own.length > 0)];
  const sentences = await sentencesIn(db, tables);
  return Object.fromEntries(
    tables.map(([table, rows]) => [
      table,
      rows.map((row) =>
        hashOfWording(row) === null ? row : { ...row, wording: sentences.get(hashOfWording(row)) },
      ),
    ]),
  );
}

function hashOfWording(row: object): string | null {
  return 'wording_hash' in row && typeof row.wording_hash === 'string' ? row.wording_hash : null;
}

async function sentencesIn(
  db: Db,
  tables: readonly (readonly [string, readonly object[]])[],
): Promise<ReadonlyMap<string | null, string>> {
  const hashes = tables.flatMap(([, rows]) => rows.flatMap((row) => hashOfWording(row) ?? []));
  const { rows } = await sql<{ hash: string; text: string }>`
    select hash, text from wordings where hash = any(${hashes}::text[])`.execute(db);
  return new Map(rows.map(({ hash, text }) => [hash, text]));
}

async function namingColumns(db: Db): Promise<readonly { table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not in ('subscribers', 'editors')
      and c.column_name in ('subscriber_id', 'letter_id', 'email_key', 'email_hash', 'to_hash')
    order by 1, 2`.execute(db);
  return rows;
}

function conditionOn(
  column: string,
  { id, key, hash }: { readonly id: SubscriberId; readonly key: EmailKey; readonly hash: Buffer },
) {
  const name = sql.ref(column);
  if (column === 'subscriber_id') return sql`${name} = ${id}`;
  if (column === 'letter_id') return sql`${name} in (select id from letters where subscriber_id = ${id})`;
  return column === 'email_key' ? sql`${name} = ${key}` : sql`${name} = ${hash}`;
}
