/** How a send is received, counted from where a person last let it go on, and the rules it is judged by. */

import type { IssueId } from '../../audience/ids.ts';
import type { SendHealth } from '../../outbox/health.ts';
import { type SendRules, usualRules } from '../../outbox/rules.ts';
import type { Asking } from './database.ts';
import { settledGroups } from './settled-counts.ts';

export async function sendHealth(
  pool: Asking,
  issueId: IssueId,
): Promise<{ readonly health: SendHealth; readonly rules: SendRules }> {
  const { rows } = await pool.query<{
    since: string | null;
    rules: Partial<SendRules>;
    putOff: number;
    complaints: number;
  }>(
    `with judged as (
       select judged_from, rules, coalesce(judged_from, '-infinity') as since from sends where issue_id = $1)
     select judged_from::text as since, rules,
       (select count(*) from letters l
        where l.issue_id = $1 and l.settled_at is null and l.next_at > judged.since
          and l.state = 'deferred' and l.attempts >= 2) as "putOff",
       (select count(distinct r.letter_id) from returns r join letters c on c.id = r.letter_id
        where c.issue_id = $1 and r.kind = 'complaint' and r.at > judged.since) as complaints
     from judged`,
    [issueId],
  );
  const { since, rules, putOff, complaints } = rows[0] ?? {
    ...{ since: null, rules: {}, putOff: 0, complaints: 0 },
  };
  const settled = await settledGroups(pool, issueId, since);
  const of = (state: (typeof settled)[number]['state']) =>
    settled.reduce((sum, group) => sum + (group.state === state ? group.count : 0), 0);
  return {
    health: {
      accepted: of('accepted'),
      refused: of('refused'),
      putOffAgain: of('given_up') + putOff,
      complaints,
    },
    rules: { ...usualRules, ...rules },
  };
}
