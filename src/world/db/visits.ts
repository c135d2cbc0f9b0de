/** Visits of letters' links and pixels: written in batches, and of a reader only while the consent stands. */
import type pg from 'pg';
import type { IssueId, Period } from '../../audience/ids.ts';
import type { VisitCount } from '../../returns/visits.ts';

/**
 * Consent is asked for in the statement that writes: a withdrawal acts on letters that left before it. Of a link that
 * names its reader nothing is counted without it, not even among all. People who turned out to be a program come as less
 * than nothing, for the count that was written before: «excluded» must still hold that, so only a first row begins at 0.
 */
const writeSql = `
with told as (
  select t.* from unnest($1::bigint[], $2::smallint[], $3::boolean[], $4::bigint[], $5::int[], $6::int[], $7::timestamptz[])
      t(issue_id, link, pixel, subscriber_id, people, programs, first_at)
    join issues i on i.id = t.issue_id left join subscribers s on s.id = t.subscriber_id
  where t.subscriber_id is null or case when t.pixel then s.track_opens else s.track_clicks end),
kept as (
  insert into reader_visits (issue_id, subscriber_id, link, people, programs, first_at)
  select t.issue_id, t.subscriber_id, t.link, case when v.link is null then greatest(t.people, 0) else t.people end, t.programs, t.first_at
  from told t left join reader_visits v using (issue_id, link, subscriber_id)
  where t.subscriber_id is not null and (t.pixel or t.link > 0) order by t.issue_id, t.link, t.subscriber_id
  on conflict (issue_id, link, subscriber_id) do update
    set people = greatest(reader_visits.people + excluded.people, 0),
        programs = reader_visits.programs + excluded.programs)
insert into link_visits (issue_id, link, people, programs)
select t.issue_id, t.link, case when v.link is null then greatest(t.people, 0) else t.people end, t.programs
from (select issue_id, link, sum(people) as people, sum(programs) as programs from told where not pixel group by issue_id, link) t
  left join link_visits v using (issue_id, link)
order by t.issue_id, t.link
on conflict (issue_id, link) do update
  set people = greatest(link_visits.people + excluded.people, 0),
      programs = link_visits.programs + excluded.programs`;

export async function writeVisits(pool: pg.Pool, counts: readonly VisitCount[]): Promise<void> {
  if (counts.length === 0) return;
  await pool.query(writeSql, [
    counts.map((one) => one.issueId),
    counts.map(({ place }) => (place === 'pixel' ? 0 : place)),
    counts.map(({ place }) => place === 'pixel'),
    counts.map((one) => one.reader),
    counts.map((one) => one.people),
    counts.map((one) => one.programs),
    counts.map(({ firstAt }) => new Date(firstAt)),
  ]);
}

export type CountedIssue = {
  readonly issueId: IssueId;
  readonly newsletter: string;
  readonly period: Period;
  readonly to: readonly string[];
};

/** The links of what left: the edition that was frozen with the send. */
const linksSql = `
select i.id as "issueId", i.newsletter, i.period, coalesce(e.content->'links'->'to', '[]') as "to"
from issues i join sends d on d.issue_id = i.id join editions e on e.hash = d.edition_hash`;

export async function linksOfIssue(pool: pg.Pool, id: IssueId): Promise<CountedIssue | null> {
  const { rows } = await pool.query<CountedIssue>(`${linksSql} where i.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function linksOfPeriod(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
): Promise<CountedIssue | null> {
  const { rows } = await pool.query<CountedIssue>(`${linksSql} where i.newsletter = $1 and i.period = $2`, [
    newsletter,
    period,
  ]);
  return rows[0] ?? null;
}
