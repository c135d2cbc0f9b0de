/** What followed an issue, found by the issue: returns, withdrawals, visits; and the issues before it. */
import type pg from 'pg';
import type { EditionHash, IssueId, Period } from '../../audience/ids.ts';
import type { EditionContent } from '../../issue/edition.ts';
import type { Aftermath, AgreedClick } from '../../returns/report.ts';

export type ReportedIssue = {
  readonly id: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly number: number;
  readonly date: string;
  readonly subject: string;
  readonly sentAt: Date | null;
  readonly cancelled: boolean;
  readonly edition: EditionHash;
  readonly content: EditionContent;
};

/** null: none has begun to leave. */
export async function reportedIssue(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
): Promise<ReportedIssue | null> {
  const { rows } = await pool.query<ReportedIssue>(
    `select i.id, i.newsletter, i.period, i.number, i.date, i.subject, e.hash as edition, e.content,
       case when i.state = 'sent' then i.sent_at end as "sentAt", i.state = 'cancelled' as cancelled
     from issues i join sends d on d.issue_id = i.id join editions e on e.hash = d.edition_hash
     where i.newsletter = $1 and i.period = $2`,
    [newsletter, period],
  );
  return rows[0] ?? null;
}

export type PastIssueRow = Pick<ReportedIssue, 'id' | 'period' | 'number' | 'date'> & {
  readonly counted: 'all' | 'consented' | null;
};

/** Those that were sent before, the latest first. */
export async function issuesBefore(
  pool: pg.Pool,
  { newsletter, date, id }: Pick<ReportedIssue, 'newsletter' | 'date' | 'id'>,
  limit: number,
): Promise<readonly PastIssueRow[]> {
  const { rows } = await pool.query<PastIssueRow>(
    `select i.id, i.period, i.number, i.date, e.content->'links'->>'counted' as counted
     from issues i join sends d on d.issue_id = i.id left join editions e on e.hash = d.edition_hash
     where i.newsletter = $1 and i.state = 'sent' and i.date <= $2 and i.id <> $3
     order by i.date desc, i.number desc limit $4`,
    [newsletter, date, id, limit],
  );
  return rows;
}

/** Of several issues at once. A letter counts once, however often it came back; a reader who left and came back not. */
export async function aftermathOf(
  pool: pg.Pool,
  issues: readonly IssueId[],
): Promise<ReadonlyMap<IssueId, Aftermath>> {
  const { rows } = await pool.query<{
    id: IssueId;
    hard: number;
    soft: number;
    blocked: number;
    complained: number;
    unsubscribed: number;
  }>(
    `select i.id, r.hard, r.soft, r.blocked, r.complained, u.unsubscribed
     from unnest($1::bigint[]) i(id)
       cross join lateral (
         select count(*) filter (where class = 'hard') as hard, count(*) filter (where class = 'soft') as soft,
           count(*) filter (where class = 'blocked') as blocked, count(*) filter (where kind = 'complaint') as complained
         from (select distinct on (letter_id, kind) letter_id, kind, class from returns
               where issue_id = i.id and source = 'mailbox' and (kind = 'complaint' or kind = 'bounce' and final)
               order by letter_id, kind, at desc) r) r
       cross join lateral (
         select count(*) as unsubscribed
         from (select distinct on (email_hash) action from consent_receipts
               where issue_id = i.id and purpose = 'newsletter' order by email_hash, id desc) last
         where action = 'withdrawn') u`,
    [issues],
  );
  return new Map(
    rows.map(({ id, hard, soft, blocked, complained, unsubscribed }) => [
      id,
      { bounced: { hard, soft, blocked }, complained, unsubscribed },
    ]),
  );
}

export type VisitRow = { readonly link: number; readonly people: number; readonly programs: number };

export async function linkVisits(pool: pg.Pool, issueId: IssueId): Promise<readonly VisitRow[]> {
  const { rows } = await pool.query<VisitRow>(
    'select link, people, programs from link_visits where issue_id = $1 order by link',
    [issueId],
  );
  return rows;
}

/** How often people followed links of each issue. */
export async function clicksOf(
  pool: pg.Pool,
  issues: readonly IssueId[],
): Promise<ReadonlyMap<IssueId, number>> {
  const { rows } = await pool.query<{ id: IssueId; people: number }>(
    `select issue_id as id, sum(people)::int as people from link_visits
     where issue_id = any($1) and link > 0 group by issue_id`,
    [issues],
  );
  return new Map(rows.map(({ id, people }) => [id, people]));
}

/** Readers who agreed: how many opened it, how many followed a link of it. Who withdrew since counts, without a name. */
export async function agreedReaders(
  pool: pg.Pool,
  issueId: IssueId,
): Promise<{ readonly opened: number; readonly clicked: number }> {
  const { rows } = await pool.query<{ opened: number; clicked: number }>(
    `select count(*) filter (where link = 0) as opened,
       count(distinct subscriber_id) filter (where link > 0)
         + count(*) filter (where link > 0 and subscriber_id is null) as clicked
     from reader_visits where issue_id = $1 and people > 0`,
    [issueId],
  );
  return rows[0] ?? { opened: 0, clicked: 0 };
}

/** Clicks of readers whose consent stands now, by reader and place: who withdrew, or was erased, is not among them. */
export async function agreedClicks(
  pool: pg.Pool,
  issueId: IssueId,
  most: number,
): Promise<readonly AgreedClick[]> {
  const { rows } = await pool.query<AgreedClick>(
    `select s.email, v.link, v.people, v.first_at as "firstAt"
     from reader_visits v join subscribers s on s.id = v.subscriber_id
     where v.issue_id = $1 and v.link > 0 and v.people > 0 and s.track_clicks
     order by s.email, v.link limit $2`,
    [issueId, most],
  );
  return rows;
}
