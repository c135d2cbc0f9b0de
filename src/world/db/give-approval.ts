/** An approval given: noted, weighed and, where it is enough, the draft locked, all under the issue's own lock. */
import type pg from 'pg';
import type { Approver, Given, GiveOutcome, Verdict } from '../../issue/approve.ts';
import type { DeskIssue } from '../../issue/desk.ts';
import { approversOf } from './approvals.ts';
import { inTransaction } from './issues.ts';

/**
 * `judge` hears everybody who approved this edition for these readers, whoever gives it now among them: of two who press
 * at once the second waits here and is weighed with the first. What does not count is not noted. `readersNow` is asked here,
 * too: who chose others meanwhile, or changed what their segment means, has done so, or waits.
 */
export async function giveApproval(
  pool: pg.Pool,
  issue: DeskIssue,
  { hash, by, at, readers, pastHourCounts }: Given,
  judge: (approvers: readonly Approver[]) => Verdict,
  readersNow: (client: pg.PoolClient) => Promise<string>,
): Promise<GiveOutcome> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `select from issues where id = $1 and version = $2 and state = 'draft' for update`,
      [issue.id, issue.version],
    );
    if (rowCount === 0) return { kind: 'changed' };
    const now = await readersNow(client);
    if (now !== readers) return { kind: 'other_readers', now };
    await client.query('savepoint given');
    await client.query(
      `insert into approvals (issue_id, edition_hash, readers, by, at) values ($1, $2, $3, $4, $5)
       on conflict (issue_id, edition_hash, by) do update set readers = excluded.readers, at = excluded.at
       where approvals.readers <> excluded.readers`,
      [issue.id, hash, readers, by, at],
    );
    const approvers = await approversOf(client, issue.id, hash, readers);
    const verdict = judge(approvers);
    const names = approvers.map((one) => one.by);
    if (verdict === 'needs_chief') {
      await client.query('rollback to given');
      return { kind: verdict, by: names.filter((name) => name !== by) };
    }
    if (verdict === 'enough')
      await client.query(
        `update issues set state = 'approved', approved_hash = $2, approved_by = $3, approved_at = $4,
           approved_for = $5, unapproved_reason = null,
           send_at = case when $6 or send_at > $4 then send_at end where id = $1`,
        [issue.id, hash, names.join(', '), at, readers, pastHourCounts],
      );
    return { kind: verdict, by: names };
  });
}
