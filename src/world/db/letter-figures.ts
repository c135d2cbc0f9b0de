/** The ledger in figures: counts by state, provider and reply. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import { type LetterState, letterStates, openLetters } from '../../outbox/ledger.ts';
import type { Audience, Outlook, SendProgress } from '../../outbox/send-ledger.ts';
import type { LetterGroup, Problem } from '../../outbox/status.ts';

/** Seconds over which the rate is taken. */
const window = 10;

/** Letters by state, and how fast they are being settled. */
export async function countLetters(pool: pg.Pool, issueId: IssueId): Promise<SendProgress> {
  const { rows } = await pool.query<{ state: LetterState; count: number; recent: number; since: number }>(
    `select l.state, sum(l.letters) as count,
       count(*) filter (where l.reply_code is not null and l.settled_at > now() - $2 * interval '1 s') as recent,
       extract(epoch from now() - min(i.sending_at))::float as since
     from issues i cross join (
       select state, 1 as letters, reply_code, settled_at from letters where issue_id = $1
       -- Of the frozen audience, readers whose letters are not written into the ledger yet.
       union all select 'pending', cardinality(subscribers), null, null from unwritten_batches where issue_id = $1) l
     where i.id = $1 group by l.state`,
    [issueId, window],
  );
  const counts = Object.fromEntries(letterStates.map((state) => [state, 0])) as Record<LetterState, number>;
  for (const { state, count } of rows) counts[state] = count;
  const recent = rows.reduce((sum, row) => sum + row.recent, 0);
  const seconds = Math.max(1, Math.min(window, rows[0]?.since ?? window));
  const perSecond = recent / seconds;
  const open = openLetters(counts);
  return {
    letters: rows.reduce((sum, row) => sum + row.count, 0),
    counts,
    perSecond,
    etaSeconds: open === 0 ? 0 : perSecond > 0 ? Math.ceil(open / perSecond) : null,
  };
}

export async function outlookOf(pool: pg.Pool, issueId: IssueId): Promise<Outlook> {
  const { rows } = await pool.query(
    `select
       exists (select from letters where issue_id = $1 and settled_at is null
         and (state = 'pending' or state = 'deferred' and next_at <= now())
         and batch < (select released from sends where issue_id = $1)) as claimable,
       exists (select from unwritten_batches where issue_id = $1) as unwritten,
       (select count(*) from letters where issue_id = $1 and settled_at is null and state in ('claimed', 'dotted')) as leased,
       count(*) as deferred, (extract(epoch from min(next_at) - now()) * 1000)::float as due
     from letters where issue_id = $1 and settled_at is null and state = 'deferred'`,
    [issueId],
  );
  const row = rows[0];
  return {
    claimable: row.claimable,
    unwritten: row.unwritten,
    leased: row.leased,
    deferred: row.deferred,
    dueInMs: row.due === null ? null : Math.max(0, Math.ceil(row.due)),
  };
}

/** Batches with a letter that is still to be settled. */
export async function openBatches(pool: pg.Pool, issueId: IssueId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select (select count(distinct batch) from letters where issue_id = $1 and settled_at is null)::int
       + (select count(*) from unwritten_batches where issue_id = $1)::int as count`,
    [issueId],
  );
  return rows[0]?.count ?? 0;
}

export async function groupLetters(pool: pg.Pool, issueId: IssueId): Promise<readonly LetterGroup[]> {
  const { rows } = await pool.query<LetterGroup>(
    `select provider, state, reply_code as code, reply_enhanced as enhanced, count(*) as count
     from letters where issue_id = $1 group by 1, 2, 3, 4`,
    [issueId],
  );
  return rows;
}

/** At most twenty. */
export async function letterProblems(pool: pg.Pool, issueId: IssueId): Promise<readonly Problem[]> {
  const { rows } = await pool.query<Problem>(
    `select state, reply_code as code, reply_enhanced as enhanced, coalesce(reply, '') as text, count(*) as count
     from letters where issue_id = $1 and state in ('deferred', 'refused', 'unknown', 'given_up', 'suppressed')
     group by 1, 2, 3, 4 order by count(*) desc, 4 limit 20`,
    [issueId],
  );
  return rows;
}

export async function exclusionsOf(pool: pg.Pool, issueId: IssueId): Promise<Audience['exclusions']> {
  const { rows } = await pool.query<{ reason: string; count: number }>(
    'select reason, count from exclusions where issue_id = $1 order by count desc, reason',
    [issueId],
  );
  return rows;
}
