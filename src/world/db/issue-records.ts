/** Issues as programs ask for them: page by page, and what became of each. */
import { sql } from 'kysely';
import type { EditionHash, IssueId } from '../../audience/ids.ts';
import type { EditionContent } from '../../issue/edition.ts';
import type { IssueState } from '../../issue/issue.ts';
import type { IssueRecord } from '../../issue/issue-record.ts';
import type { Db } from './database.ts';

const columns = sql.raw(`id, newsletter, period, number, date, state, subject, send_at as "sendAt",
  sending_at as "sendingAt", sent_at as "sentAt", paused_reason as "pausedReason",
  approved_hash as "approvedHash"`);

/** In order of their ids. reach null: of every newsletter. */
export async function pageOfIssues(
  db: Db,
  wanted: {
    readonly reach: readonly string[] | null;
    readonly after: number | null;
    readonly limit: number;
    readonly newsletter: string | null;
    readonly state: IssueState | null;
  },
): Promise<readonly IssueRecord[]> {
  const { after, limit, newsletter, state } = wanted;
  const reach = wanted.reach && [...wanted.reach];
  const { rows } = await sql<IssueRecord>`
    select ${columns} from issues
    where id > ${after ?? 0} and (${reach}::text[] is null or newsletter = any(${reach}))
      and (${newsletter}::text is null or newsletter = ${newsletter})
      and (${state}::text is null or state = ${state})
    order by id limit ${limit}`.execute(db);
  return rows;
}

export async function issueRecord(
  db: Db,
  id: IssueId,
  reach: readonly string[] | null,
): Promise<IssueRecord | null> {
  const within = reach && [...reach];
  const { rows } = await sql<IssueRecord>`
    select ${columns} from issues
    where id = ${id} and (${within}::text[] is null or newsletter = any(${within}))`.execute(db);
  return rows[0] ?? null;
}

/** What was approved or left. */
export async function approvedContent(db: Db, hash: EditionHash): Promise<EditionContent | null> {
  const { rows } = await sql<{ content: EditionContent }>`
    select content from editions where hash = ${hash}`.execute(db);
  return rows[0]?.content ?? null;
}

export type ReturnFigures = {
  readonly hard: number;
  readonly soft: number;
  readonly blocked: number;
  readonly complaints: number;
  readonly unsubscribed: number;
};

/** Letters that came back, each once, and readers who left by a link of the issue's letters. */
export async function returnFigures(db: Db, id: IssueId, newsletter: string): Promise<ReturnFigures> {
  const { rows } = await sql<ReturnFigures>`
    select count(distinct letter_id) filter (where class = 'hard') as hard,
      count(distinct letter_id) filter (where class = 'soft') as soft,
      count(distinct letter_id) filter (where class = 'blocked') as blocked,
      count(distinct letter_id) filter (where kind = 'complaint') as complaints,
      (select count(distinct email_hash) from consent_receipts
        where newsletter = ${newsletter} and purpose = 'newsletter' and action = 'withdrawn'
          and source like '%link of ' || ${newsletter} || ' issue ' || ${id}::text) as unsubscribed
    from returns join letters l on l.id = letter_id where l.issue_id = ${id}`.execute(db);
  return rows[0] ?? { hard: 0, soft: 0, blocked: 0, complaints: 0, unsubscribed: 0 };
}

export type VisitFigures = {
  /** Letters that asked whether they were opened, and readers of whom one was. */
  readonly openings: { readonly letters: number; readonly readers: number };
  /** By number, from 1. */
  readonly links: readonly { readonly link: number; readonly people: number; readonly programs: number }[];
};

/** What letters told of themselves, where readers agreed to it; links are counted without saying whose. */
export async function visitFigures(db: Db, id: IssueId): Promise<VisitFigures> {
  const { rows } = await sql<VisitFigures>`
    select jsonb_build_object(
        'letters', (select count(*) from letters where issue_id = ${id} and pixel),
        'readers', (select count(*) from reader_visits where issue_id = ${id} and link = 0 and people > 0))
        as openings,
      coalesce((select jsonb_agg(jsonb_build_object('link', link, 'people', people, 'programs', programs)
        order by link) from link_visits where issue_id = ${id} and link > 0), '[]') as links`.execute(db);
  return rows[0] ?? { openings: { letters: 0, readers: 0 }, links: [] };
}
