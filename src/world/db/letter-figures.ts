/** The ledger in figures: counts by state, provider and reply. */

import type { IssueId } from '../../audience/ids.ts';
import type { Provider } from '../../audience/provider.ts';
import { type LetterState, letterStates, openLetters } from '../../outbox/ledger.ts';
import type { Audience, Outlook, SendProgress } from '../../outbox/send-ledger.ts';
import type { LetterGroup, Problem } from '../../outbox/status.ts';
import type { Asking } from './database.ts';
import { settledGroups } from './settled-counts.ts';

/** Seconds over which the rate is taken. */
const window = 10;

/** Letters by state, and how fast they are being settled. */
export async function countLetters(pool: Asking, issueId: IssueId): Promise<SendProgress> {
  const groups = await groupLetters(pool, issueId);
  const { rows } = await pool.query<{ unwritten: number; recent: number; since: number | null }>(
    `select
       -- Of the frozen audience, readers whose letters are not written into the ledger yet.
       coalesce((select sum(cardinality(subscribers)) from unwritten_batches where issue_id = $1), 0)::int as unwritten,
       (select count(*) from letters
        where issue_id = $1 and settled_at > now() - $2 * interval '1 s' and reply_code is not null)::int as recent,
       (select extract(epoch from now() - sending_at) from issues where id = $1)::float as since`,
    [issueId, window],
  );
  const { unwritten = 0, recent = 0, since = null } = rows[0] ?? {};
  const counts = Object.fromEntries(letterStates.map((state) => [state, 0])) as Record<LetterState, number>;
  for (const { state, count } of groups) counts[state] += count;
  counts.pending += unwritten;
  const perSecond = recent / Math.max(1, Math.min(window, since ?? window));
  const open = openLetters(counts);
  return {
    letters: groups.reduce((sum, { count }) => sum + count, unwritten),
    counts,
    perSecond,
    etaSeconds: open === 0 ? 0 : perSecond > 0 ? Math.ceil(open / perSecond) : null,
  };
}

/** Letters in the hands of runs: each run reaches from its first batch to the last one it took letters of. */
const held = `select provider, state, reply_code, reply_enhanced from letters where issue_id = $1 and settled_at is null
  and state in ('claimed', 'dotted')
  and batch between (select min(first_batch) from runs where issue_id = $1) and (select max(reached) from runs where issue_id = $1)`;

/** Letters that wait for their next try. */
const putOff = `select provider, state, reply_code, reply_enhanced, next_at from letters
  where issue_id = $1 and settled_at is null and next_at is not null and state = 'deferred'`;

export async function outlookOf(pool: Asking, issueId: IssueId): Promise<Outlook> {
  const { rows } = await pool.query(
    `select
       exists (select from letters where issue_id = $1 and settled_at is null
         and (state = 'pending' or state = 'deferred' and next_at <= now())
         and batch < (select released from sends where issue_id = $1)) as claimable,
       exists (select from unwritten_batches where issue_id = $1) as unwritten,
       (select count(*) from (${held}) h) as leased,
       count(*) as deferred, (extract(epoch from min(next_at) - now()) * 1000)::float as due
     from (${putOff}) p`,
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

/** Batches with a letter that is still to be settled. From one open batch to the next: a batch is not read to its end. */
export async function openBatches(pool: Asking, issueId: IssueId): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `with recursive open as (
       select min(batch) as batch from letters where issue_id = $1 and settled_at is null
       union all
       select (select min(batch) from letters where issue_id = $1 and settled_at is null and batch > open.batch)
       from open where open.batch is not null)
     select (select count(batch) from open)::int
       + (select count(*) from unwritten_batches where issue_id = $1)::int as count`,
    [issueId],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Letters of the ledger by provider, state and reply. Settled ones are counted once (settled-counts.ts), those on their
 * way are few, and what is left of those that were written is pending.
 */
export async function groupLetters(pool: Asking, issueId: IssueId): Promise<readonly LetterGroup[]> {
  // In this order: a letter that is settled in between is counted as pending, and none is counted twice.
  const settled = await settledGroups(pool, issueId);
  const { rows: moving } = await pool.query<LetterGroup>(
    `select provider, state, reply_code as code, reply_enhanced as enhanced, count(*) as count
     from (${held} union all select provider, state, reply_code, reply_enhanced from (${putOff}) p) m group by 1, 2, 3, 4`,
    [issueId],
  );
  const { rows: written } = await pool.query<{ provider: Provider; letters: number }>(
    'select provider, letters from send_providers where issue_id = $1',
    [issueId],
  );
  const known = [...settled, ...moving];
  const pending = written.map(({ provider, letters }) => ({
    ...{ provider, state: 'pending' as const, code: null, enhanced: null },
    count: letters - known.reduce((sum, group) => sum + (group.provider === provider ? group.count : 0), 0),
  }));
  if (pending.some(({ count }) => count < 0) || !isWhole(known, pending))
    return groupAllLetters(pool, issueId);
  return [...known, ...pending.filter(({ count }) => count > 0)];
}

/** Whether the letters were counted when they were written, and those of every provider that has some. */
function isWhole(known: readonly LetterGroup[], written: readonly LetterGroup[]): boolean {
  const providers = new Set(written.map(({ provider }) => provider));
  return providers.size > 0 && known.every(({ provider }) => providers.has(provider));
}

/** Counted over the whole ledger, whatever was kept: for a send that is through, or letters put in line again meanwhile. */
export async function groupAllLetters(pool: Asking, issueId: IssueId): Promise<readonly LetterGroup[]> {
  const { rows } = await pool.query<LetterGroup>(
    `select provider, state, reply_code as code, reply_enhanced as enhanced, count(*) as count
     from letters where issue_id = $1 group by 1, 2, 3, 4`,
    [issueId],
  );
  return rows;
}

/** At most twenty. */
export async function letterProblems(pool: Asking, issueId: IssueId): Promise<readonly Problem[]> {
  const { rows } = await pool.query<Problem>(
    `select state, reply_code as code, reply_enhanced as enhanced, coalesce(reply, '') as text, count(*) as count
     from (
       select state, reply_code, reply_enhanced, reply from letters
       where issue_id = $1 and settled_at is not null and (reply_code is null or reply_code >= 400)
         and state in ('refused', 'unknown', 'given_up', 'suppressed')
       union all select state, reply_code, reply_enhanced, reply from letters
       where issue_id = $1 and settled_at is null and next_at is not null and state = 'deferred') l
     group by 1, 2, 3, 4 order by count(*) desc, 4 limit 20`,
    [issueId],
  );
  return rows;
}

export async function exclusionsOf(pool: Asking, issueId: IssueId): Promise<Audience['exclusions']> {
  const { rows } = await pool.query<{ reason: string; count: number }>(
    'select reason, count from exclusions where issue_id = $1 order by count desc, reason',
    [issueId],
  );
  return rows;
}
