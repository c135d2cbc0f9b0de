/** What a drill writes and reads beside the steps: an approved issue for invented readers, and the ledger as it ended. */
import type pg from 'pg';
import type { EditionHash, IssueId, LetterId, Period } from '../../audience/ids.ts';
import type { LetterState } from '../../outbox/ledger.ts';

/** An issue that may leave; its edition is stored under the hash by whoever made it. */
export async function writeApprovedIssue(
  pool: pg.Pool,
  issue: { readonly newsletter: string; readonly period: Period; readonly edition: EditionHash },
): Promise<IssueId> {
  const { rows } = await pool.query<{ id: IssueId }>(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
     values ($1, $2, 1, now(), 'approved', '', $3, now(), now()) returning id`,
    [issue.newsletter, issue.period, issue.edition],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the issue was not written');
  return id;
}

/** reader1@example.org and so on (RFC 2606, 3), all subscribed. */
export async function writeReaders(pool: pg.Pool, newsletter: string, count: number): Promise<void> {
  await pool.query(
    `with added as (
       insert into subscribers (email, email_key, first_name, created_at)
       select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'Prénom ' || n, now()
       from generate_series(1, $1) n returning id)
     insert into subscriptions (subscriber_id, newsletter, state, since) select id, $2, 'active', now() from added`,
    [count, newsletter],
  );
  await pool.query('analyze subscribers, subscriptions');
}

export async function stateOfIssue(pool: pg.Pool, id: IssueId): Promise<string | undefined> {
  const { rows } = await pool.query<{ state: string }>('select state from issues where id = $1', [id]);
  return rows[0]?.state;
}

export async function lettersOf(
  pool: pg.Pool,
  id: IssueId,
): Promise<readonly { id: LetterId; state: LetterState }[]> {
  const { rows } = await pool.query('select id, state from letters where issue_id = $1', [id]);
  return rows;
}

/** The process that this very connection leads to, by the pid file that it keeps itself. Superusers only. */
export async function serverProcess(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
  );
  return Number(rows[0]?.pid);
}
