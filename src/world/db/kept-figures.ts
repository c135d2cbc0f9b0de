/** The letters of a send in figures, counted over the whole ledger once it is through, and kept. */
import type pg from 'pg';
import { withoutAddresses } from '../../audience/address.ts';
import type { IssueId } from '../../audience/ids.ts';
import { type LetterState, letterStates } from '../../outbox/ledger.ts';
import type { SendProgress } from '../../outbox/send-ledger.ts';
import type { LetterGroup, Problem } from '../../outbox/status.ts';
import type { RefusedGroup } from '../../returns/report.ts';
import { groupAllLetters, letterProblems } from './letter-figures.ts';

export type LetterFigures = {
  readonly groups: readonly LetterGroup[];
  readonly problems: readonly Problem[];
  readonly refused: readonly RefusedGroup[];
  /** Of the letters that were taken: how many carried a pixel, how many links of their own reader. */
  readonly tracked: { readonly pixel: number; readonly links: number };
};

/** A late answer to a letter in doubt may still come in the first minute. */
const keepAfter = '1 minute';

/** Kept where the send is through; counted now where it is not. */
export async function letterFigures(pool: pg.Pool, issueId: IssueId): Promise<LetterFigures> {
  const { rows } = await pool.query<{ figures: LetterFigures }>(
    `select k.figures from kept_figures k join issues i on i.id = k.issue_id
     where k.issue_id = $1 and i.state = 'sent' and i.sent_at = k.sent_at`,
    [issueId],
  );
  const [kept] = rows;
  if (kept !== undefined) return kept.figures;
  const figures = await countFigures(pool, issueId);
  await pool.query(
    `insert into kept_figures (issue_id, sent_at, figures)
     select id, sent_at, $2::jsonb from issues where id = $1 and state = 'sent' and sent_at < now() - $3::interval
     on conflict (issue_id) do update set sent_at = excluded.sent_at, figures = excluded.figures`,
    [issueId, JSON.stringify(figures), keepAfter],
  );
  return figures;
}

/** The figures of a send that is through, as those of a running one are told. */
export function progressOf({ groups }: LetterFigures): SendProgress {
  const counts = Object.fromEntries(letterStates.map((state) => [state, 0])) as Record<LetterState, number>;
  for (const { state, count } of groups) counts[state] += count;
  const letters = groups.reduce((sum, { count }) => sum + count, 0);
  return { letters, counts, perSecond: 0, etaSeconds: 0 };
}

async function countFigures(pool: pg.Pool, issueId: IssueId): Promise<LetterFigures> {
  const [groups, problems, refused, tracked] = await Promise.all([
    groupAllLetters(pool, issueId),
    letterProblems(pool, issueId),
    refusedLetters(pool, issueId),
    pool.query<LetterFigures['tracked']>(
      `select count(*) filter (where pixel) as pixel, count(*) filter (where signed_links) as links
       from letters where issue_id = $1 and state = 'accepted' and (pixel or signed_links)`,
      [issueId],
    ),
  ]);
  return {
    groups,
    // What is kept must not keep a reader: relays quote the address.
    problems: problems.map((problem) => ({ ...problem, text: withoutAddresses(problem.text) })),
    refused: refused.map((group) => ({ ...group, words: withoutAddresses(group.words) })),
    tracked: tracked.rows[0] ?? { pixel: 0, links: 0 },
  };
}

async function refusedLetters(pool: pg.Pool, issueId: IssueId): Promise<readonly RefusedGroup[]> {
  const { rows } = await pool.query<RefusedGroup>(
    `select state, reply_code as code, reply_enhanced as enhanced, count(*) as count,
       coalesce((array_agg(reply order by settled_at desc nulls last) filter (where reply is not null))[1], '') as words
     from letters where issue_id = $1 and state in ('refused', 'given_up', 'deferred') group by 1, 2, 3
     order by count(*) desc limit 100`,
    [issueId],
  );
  return rows;
}
