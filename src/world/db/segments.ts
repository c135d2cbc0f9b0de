/** Segments: kept, counted, and chosen for an issue. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import type { Segment, SegmentTree } from '../../audience/segment.ts';
import { forgetApprovals } from './approvals.ts';
import { inTransaction } from './issues.ts';
import { takeBackWhere, type WhyOthers } from './segment-change.ts';
import { segmentSql } from './segment-sql.ts';

const columns = 'id, name, title, tree, created_at as "createdAt", changed_at as "changedAt"';

/** By name. */
export async function allSegments(client: pg.Pool | pg.PoolClient): Promise<readonly Segment[]> {
  const { rows } = await client.query<Segment>(`select ${columns} from segments order by name`);
  return rows;
}

export type WantedSegment = Pick<Segment, 'name' | 'title' | 'tree'>;
export type Stored<Refusal> =
  /** unapproved: issues whose approval was for others, as «lhebdo 2026-W48». */
  | { readonly kind: 'stored'; readonly segment: Segment; readonly unapproved: readonly string[] }
  | { readonly kind: 'taken' | 'gone' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Of all segments as they were and as they are: which issues go to other readers by that, and why. */
export type Compare = (before: readonly Segment[], after: readonly Segment[]) => WhyOthers;

/**
 * Makes a segment, or changes one. `judge` looks at all of them and says what stands against it; nobody else stores one
 * meanwhile, so that two cannot come to contain each other. What was approved for other readers is taken back.
 */
export async function storeSegment<Refusal>(
  pool: pg.Pool,
  { name, title, tree }: WantedSegment,
  how: 'make' | 'change' | 'either',
  at: Date,
  judge: (others: readonly Segment[]) => Refusal | null,
  compare: Compare,
): Promise<Stored<Refusal>> {
  return lockedSegments(pool, async (client) => {
    const others = await allSegments(client);
    const known = others.some((one) => one.name === name);
    if (how === 'make' && known) return { kind: 'taken' };
    if (how === 'change' && !known) return { kind: 'gone' };
    const refusal = judge(others);
    if (refusal !== null) return { kind: 'refused', refusal };
    const { rows } = await client.query<Segment>(
      `insert into segments (name, title, tree, created_at, changed_at) values ($1, $2, $3, $4, $4)
       on conflict (name) do update set title = $2, tree = $3, changed_at = $4 returning ${columns}`,
      [name, title, JSON.stringify(tree), at],
    );
    const [segment] = rows;
    if (segment === undefined) throw new Error(`the segment ${name} was not stored`);
    const unapproved = known ? await takeBackWhere(client, compare(others, await allSegments(client))) : [];
    return { kind: 'stored', segment, unapproved };
  });
}

/** Who needs it still: `judge` names other segments; issues that have not left are asked for here. */
export async function removeSegment(
  pool: pg.Pool,
  name: string,
  judge: (others: readonly Segment[]) => readonly string[],
  compare: Compare,
): Promise<
  { readonly kind: 'removed' | 'gone' } | { readonly kind: 'used'; readonly by: readonly string[] }
> {
  return lockedSegments(pool, async (client) => {
    const { rows: issues } = await client.query<{ issue: string }>(
      `select i.newsletter || ' ' || i.period as issue from issue_segments c join issues i on i.id = c.issue_id
       where c.segment = $1 and i.state in ('draft', 'approved', 'scheduled') order by 1`,
      [name],
    );
    const before = await allSegments(client);
    const by = [...judge(before), ...issues.map(({ issue }) => issue)];
    if (by.length > 0) return { kind: 'used', by };
    const { rowCount } = await client.query('delete from segments where name = $1', [name]);
    if (rowCount === 0) return { kind: 'gone' };
    await takeBackWhere(client, compare(before, await allSegments(client)));
    return { kind: 'removed' };
  });
}

export type SegmentCount = {
  readonly readers: number;
  /** Of those, how many receive each newsletter. */
  readonly receiving: Readonly<Record<string, number>>;
};

/** tree: expanded. reach null: every newsletter's readers. */
export async function countSegment(
  pool: pg.Pool,
  tree: SegmentTree,
  reach: readonly string[] | null,
): Promise<SegmentCount> {
  const { text, values } = segmentSql(tree, 2);
  const { rows } = await pool.query<SegmentCount>(
    `with members as materialized (
       select s.id from subscribers s
       where ${text} and ($1::text[] is null or exists (
         select from subscriptions r where r.subscriber_id = s.id and r.newsletter = any($1))))
     select (select count(*) from members) as readers, coalesce((
       select jsonb_object_agg(newsletter, count) from (
         select b.newsletter, count(*) as count from members m join subscriptions b on b.subscriber_id = m.id
         where b.state = 'active' and ($1::text[] is null or b.newsletter = any($1)) group by 1) c), '{}') as receiving`,
    [reach && [...reach], ...values],
  );
  return rows[0] ?? { readers: 0, receiving: {} };
}

/** Members who receive the newsletter, for a test letter. tree: expanded. */
export async function segmentMembers(
  pool: pg.Pool,
  tree: SegmentTree,
  newsletter: string,
  limit: number,
): Promise<readonly { readonly email: string; readonly firstName: string | null }[]> {
  const { text, values } = segmentSql(tree, 3);
  const { rows } = await pool.query(
    `select s.email, s.first_name as "firstName" from subscribers s join subscriptions b on b.subscriber_id = s.id
     where b.newsletter = $1 and b.state = 'active' and ${text} order by s.id limit $2`,
    [newsletter, limit, ...values],
  );
  return rows;
}

/** undefined: newsletter.yaml decides; null: everybody. */
export async function chosenSegment(
  client: pg.Pool | pg.PoolClient,
  issue: IssueId,
): Promise<string | null | undefined> {
  const { rows } = await client.query<{ segment: string | null }>(
    'select segment from issue_segments where issue_id = $1',
    [issue],
  );
  return rows[0]?.segment;
}

/**
 * Chooses for an issue that has not left. undefined takes the choice back. What was approved was for other readers: it is
 * taken back in the same transaction, with the reason, unless `alike` says of the choice of before that they stay the same.
 */
export async function chooseSegment(
  pool: pg.Pool,
  issue: IssueId,
  segment: string | null | undefined,
  { by, at, reason }: { readonly by: string; readonly at: Date; readonly reason: string },
  alike: (before: string | null | undefined) => boolean,
): Promise<'chosen' | 'same' | 'too_late'> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `select from issues where id = $1 and state in ('draft', 'approved', 'scheduled') for update`,
      [issue],
    );
    if (rowCount === 0) return 'too_late';
    const before = await chosenSegment(client, issue);
    if (before === segment) return 'same';
    const same = alike(before);
    if (!same) await forgetApprovals(client, issue, reason);
    if (segment === undefined) await client.query('delete from issue_segments where issue_id = $1', [issue]);
    else
      await client.query(
        `insert into issue_segments (issue_id, segment, by, at) values ($1, $2, $3, $4)
         on conflict (issue_id) do update set segment = $2, by = $3, at = $4`,
        [issue, segment, by, at],
      );
    return same ? 'same' : 'chosen';
  });
}

async function lockedSegments<Value>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('lock table segments in share row exclusive mode');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
