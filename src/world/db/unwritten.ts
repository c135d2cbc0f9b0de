/** Writes the letters of a frozen audience into the ledger, some batches at a time: whoever sends, or is rung for one, does it. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import { providerOf } from '../../audience/provider.ts';
import type { BatchRange } from './runs.ts';

export type WriteOrder = {
  readonly issueId: IssueId;
  readonly batches: BatchRange;
  /** At most so many of them. */
  readonly most: number;
  /** What another process is writing now: wait until it is there, or leave it and take the next. */
  readonly others: 'wait' | 'leave';
};

const all: BatchRange = { from: 0, to: 2 ** 31 - 1 };

/** Batches that nobody else writes now, and the domains of their readers. Whether the send was cancelled holds until the commit. */
const takeSql = (others: WriteOrder['others']) => `
with issue as materialized (select state from issues where id = $1 for share),
taken as materialized (
  select batch, subscribers from unwritten_batches
  where issue_id = $1 and batch between $2 and $3 and exists (select from issue)
  order by batch limit $4 for update ${others === 'leave' ? 'skip locked' : ''})
select (select array_agg(batch) from taken) as batches, (select state = 'cancelled' from issue) as cancelled,
  (select array_agg(distinct split_part(s.email_key, '@', 2))
   from taken t cross join unnest(t.subscribers) r(id) join subscribers s on s.id = r.id) as domains`;

/** A reader who was erased meanwhile keeps a letter without a name, as everywhere in the ledger: the counts must balance. */
const writeSql = `
with taken as (
  delete from unwritten_batches where issue_id = $1 and batch = any($2) returning batch, subscribers),
written as (
  insert into letters (issue_id, subscriber_id, batch, provider, state, settled_at)
  select $1, s.id, t.batch, coalesce(d.provider, 'others'),
    case when $5 then 'cancelled' else 'pending' end, case when $5 then now() end
  from taken t cross join unnest(t.subscribers) with ordinality r(id, place)
    left join subscribers s on s.id = r.id
    left join unnest($3::text[], $4::text[]) d(domain, provider) on d.domain = split_part(s.email_key, '@', 2)
  order by t.batch, r.place
  returning provider),
counted as (
  insert into send_providers (issue_id, provider, letters)
  select $1, provider, count(*) from written group by provider order by provider
  on conflict (issue_id, provider) do update set letters = send_providers.letters + excluded.letters)
select count(*)::int as letters from written`;

/**
 * Writes letters of batches that are not written yet, in one transaction; returns how many batches and letters. None:
 * all are written, or other processes are at the rest. Those of a cancelled send are written as cancelled.
 */
export async function writeBatches(
  pool: pg.Pool,
  { issueId, batches, most, others }: WriteOrder,
): Promise<{ readonly batches: number; readonly letters: number }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{
      batches: number[] | null;
      domains: string[] | null;
      cancelled: boolean;
    }>(takeSql(others), [issueId, batches.from, batches.to, most]);
    const [taken] = rows;
    if (taken === undefined || taken.batches === null) {
      await client.query('rollback');
      return { batches: 0, letters: 0 };
    }
    const domains = taken.domains ?? [];
    const values = [issueId, taken.batches, domains, domains.map(providerOf), taken.cancelled];
    const written = await client.query<{ letters: number }>(writeSql, values);
    await client.query('commit');
    return { batches: taken.batches.length, letters: written.rows[0]?.letters ?? 0 };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** So many batches are written at once: a fraction of a second, which is what a cancel has to wait for. */
const usualMost = 20;
/** The first ones are few, so that their letters leave at once. */
const firstMost = 4;

/** The next batches of a send in their order; returns how many. None: all are written, or others are at the last ones. */
export async function writeNext(pool: pg.Pool, issueId: IssueId): Promise<number> {
  const most = (await isUntouched(pool, issueId)) ? firstMost : usualMost;
  const { batches } = await writeBatches(pool, { issueId, batches: all, most, others: 'leave' });
  return batches;
}

/** The planner has never seen these rows: without figures it may read the whole table for each tick. */
export async function lookAtLetters(pool: pg.Pool): Promise<void> {
  await pool.query('analyze letters');
}

/** Every letter that is not written yet, and waits for those that others write; returns how many this process wrote. */
export async function writeRest(pool: pg.Pool, issueId: IssueId): Promise<number> {
  let letters = 0;
  // A round that waited for others may find that they wrote all of its batches.
  while (await anyUnwritten(pool, issueId)) {
    const written = await writeBatches(pool, { issueId, batches: all, most: usualMost, others: 'wait' });
    letters += written.letters;
  }
  return letters;
}

async function isUntouched(pool: pg.Pool, issueId: IssueId): Promise<boolean> {
  const { rows } = await pool.query<{ untouched: boolean }>(
    `select exists (select from unwritten_batches where issue_id = $1 and batch = 0) as untouched`,
    [issueId],
  );
  return rows[0]?.untouched ?? false;
}

async function anyUnwritten(pool: pg.Pool, issueId: IssueId): Promise<boolean> {
  const { rows } = await pool.query<{ unwritten: boolean }>(
    'select exists (select from unwritten_batches where issue_id = $1) as unwritten',
    [issueId],
  );
  return rows[0]?.unwritten ?? false;
}
