/** What an editor's last action on an issue came to: it waits here for the page that follows, and is told once. */
import { sql } from 'kysely';
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import type { EditorId } from '../../desk/editor.ts';
import type { Db } from './database.ts';

type Place = { readonly editor: EditorId; readonly issue: IssueId };

/** A later one takes the place of one that no page has told. */
export async function keepSaid(
  pool: pg.Pool,
  { editor, issue }: Place,
  outcome: object,
  at: Date,
): Promise<void> {
  await pool.query(
    `insert into said (editor_id, issue_id, outcome, at) values ($1, $2, $3, $4)
     on conflict (editor_id, issue_id) do update set outcome = excluded.outcome, at = excluded.at`,
    [editor, issue, JSON.stringify(outcome), at],
  );
}

/** Null where nothing waits, or nothing of after `since`. */
export async function takeSaid<Outcome>(
  pool: pg.Pool,
  { editor, issue }: Place,
  since: Date,
): Promise<Outcome | null> {
  const { rows } = await pool.query<{ outcome: Outcome; at: Date }>(
    'delete from said where editor_id = $1 and issue_id = $2 returning outcome, at',
    [editor, issue],
  );
  const [one] = rows;
  return one && one.at >= since ? one.outcome : null;
}

/** Of pages that nobody asked for any more. Returns how many. */
export async function dropUntold(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from said where at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
