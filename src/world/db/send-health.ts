/** How a send is received, counted from where a person last let it go on, and the rules it is judged by. */
import type pg from 'pg';
import type { IssueId } from '../../audience/ids.ts';
import type { SendHealth } from '../../outbox/health.ts';
import { type SendRules, usualRules } from '../../outbox/rules.ts';

export async function sendHealth(
  pool: pg.Pool,
  issueId: IssueId,
): Promise<{ readonly health: SendHealth; readonly rules: SendRules }> {
  const { rows } = await pool.query<SendHealth & { readonly rules: Partial<SendRules> }>(
    `with judged as (select issue_id, rules, coalesce(judged_from, '-infinity') as since from sends where issue_id = $1)
     select
       count(*) filter (where l.state = 'accepted' and l.settled_at > j.since) as accepted,
       count(*) filter (where l.state = 'refused' and l.settled_at > j.since) as refused,
       count(*) filter (where l.state = 'given_up' and l.settled_at > j.since
         or l.state = 'deferred' and l.attempts >= 2 and l.next_at > j.since) as "putOffAgain",
       (select count(distinct r.letter_id) from returns r join letters c on c.id = r.letter_id, judged
        where c.issue_id = $1 and r.kind = 'complaint' and r.at > judged.since) as complaints,
       (select rules from judged) as rules
     from judged j left join letters l on l.issue_id = j.issue_id`,
    [issueId],
  );
  const { rules = {}, ...health } = rows[0] ?? { accepted: 0, refused: 0, putOffAgain: 0, complaints: 0 };
  return { health, rules: { ...usualRules, ...rules } };
}
