/** The ledger of one issue, letter by letter. */
import type { IssueId, SubscriberId } from '../../audience/ids.ts';
import type { LetterState } from '../../outbox/ledger.ts';
import type { ListedLetter } from '../../outbox/letter-list.ts';
import type { Asking } from './database.ts';

const letterSql = `select l.subscriber_id as reader, s.email, l.state, l.provider, l.attempts, l.reply_code, l.reply_enhanced, l.reply,
    l.tried_at, l.settled_at, l.next_at
  from letters l left join subscribers s on s.id = l.subscriber_id
  where l.issue_id = $1 and ($2::text is null or l.state = $2)`;

/** Letters of the next readers after one, in the order of readers; of one state, or of all. */
export async function pageOfLetters(
  pool: Asking,
  issueId: IssueId,
  state: LetterState | null,
  { after, limit }: { readonly after: SubscriberId; readonly limit: number },
): Promise<readonly ListedLetter[]> {
  const { rows } = await pool.query<ListedLetter>(
    `${letterSql} and l.subscriber_id > $3 order by l.subscriber_id limit $4`,
    [issueId, state, after, limit],
  );
  return rows;
}

export async function lettersOfErased(
  pool: Asking,
  issueId: IssueId,
  state: LetterState | null,
): Promise<readonly ListedLetter[]> {
  const { rows } = await pool.query<ListedLetter>(`${letterSql} and l.subscriber_id is null order by l.id`, [
    issueId,
    state,
  ]);
  return rows;
}
