/** A segment that is changed or gone means other readers: what was approved for those of before is taken back. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import { forgetApprovals } from './approvals.ts';

/**
 * Why an issue goes to other readers now; null: to the same ones. chosen: a segment of its own, null for everybody,
 * undefined where newsletter.yaml decides.
 */
export type WhyOthers = (newsletter: string, chosen: string | null | undefined) => string | null;

/**
 * In the transaction of the change. Whoever approves in the same moment holds the issue's lock: they are waited for and
 * taken back, or wait and see the change. Returns the issues that lost their approval, as «lhebdo 2026-W48».
 */
export async function takeBackWhere(client: pg.PoolClient, why: WhyOthers): Promise<readonly string[]> {
  const { rows: open } = await client.query<{ id: IssueId; newsletter: string; period: string }>(
    `select id, newsletter, period from issues where state in ('draft', 'approved', 'scheduled') order by id for update`,
  );
  // Asked for after the lock: whoever was choosing has chosen.
  const { rows: choices } = await client.query<{ issue: IssueId; segment: string | null }>(
    'select issue_id as issue, segment from issue_segments where issue_id = any($1)',
    [open.map(({ id }) => id)],
  );
  const chosen = new Map(choices.map(({ issue, segment }) => [issue, segment]));
  const unapproved: string[] = [];
  for (const { id, newsletter, period } of open) {
    const reason = why(newsletter, chosen.get(id));
    if (reason !== null && (await forgetApprovals(client, id, reason)))
      unapproved.push(`${newsletter} ${period}`);
  }
  return unapproved;
}
