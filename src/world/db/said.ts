/** What an editor's action on an issue came to: kept for the page that follows, which asks for it by its key. */
import { sql } from 'kysely';
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import type { EditorId } from '../../desk/editor.ts';
import type { Db } from './database.ts';

/** key: of this one alone, and not to be guessed. */
type Place = { readonly key: string; readonly editor: EditorId; readonly issue: IssueId };

export async function keepSaid(
  pool: pg.Pool,
  { key, editor, issue }: Place,
  outcome: object,
  at: Date,
): Promise<void> {
  await pool.query('insert into said (key, editor_id, issue_id, outcome, at) values ($1, $2, $3, $4, $5)', [
    key,
    editor,
    issue,
    JSON.stringify(outcome),
    at,
  ]);
}

/** Null where this editor has nothing there, or nothing of after `since`. It stays: asking for a page changes nothing. */
export async function findSaid<Outcome>(
  pool: pg.Pool,
  { key, editor, issue }: Place,
  since: Date,
): Promise<Outcome | null> {
  const { rows } = await pool.query<{ outcome: Outcome }>(
    'select outcome from said where key = $1 and editor_id = $2 and issue_id = $3 and at >= $4',
    [key, editor, issue, since],
  );
  return rows[0]?.outcome ?? null;
}

/** What is told no more. Returns how many. */
export async function dropUntold(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from said where at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
