/** Issues and their items: read whole, written in one transaction under a guard on state and version. */
import type pg from 'pg';
import type { ArticleId, IssueId, Period } from '../../audience/ids.ts';
import type { DeskIssue, Draft } from '../../issue/desk.ts';
import type { Block, Issue, IssueItem } from '../../issue/issue.ts';
import type { Carried } from '../../issue/selection.ts';
import { type IssueRow, issueOf } from './issue-row.ts';

/** The issue of a period with its items, block by block; null when none was drafted. */
export async function findIssue(
  client: pg.Pool | pg.PoolClient,
  newsletter: string,
  period: Period,
): Promise<DeskIssue | null> {
  // One statement, so that the issue and its items are of the same moment.
  const { rows } = await client.query<IssueRow>(
    `select i.*, coalesce((
       select jsonb_agg(to_jsonb(t) order by array_position($3::text[], t.block ->> 'kind'),
         coalesce(t.block ->> 'section', t.block ->> 'commune'), t.position, t.article_id)
       from issue_items t where t.issue_id = i.id), '[]') as items
     from issues i where i.newsletter = $1 and i.period = $2`,
    [newsletter, period, blockKinds],
  );
  return rows[0] === undefined ? null : issueOf(rows[0]);
}

const blockKinds: readonly Block['kind'][] = [
  'lead',
  'front_page',
  'section',
  'most_read',
  'agenda',
  'commune',
];

/** Until when the last issue before this period looked for articles; null before the first. */
export async function previousUntil(pool: pg.Pool, newsletter: string, period: Period): Promise<Date | null> {
  const { rows } = await pool.query<{ until: Date | null }>(
    `select max(articles_until) as until from issues
     where newsletter = $1 and period < $2 and state <> 'cancelled'`,
    [newsletter, period],
  );
  return rows[0]?.until ?? null;
}

/**
 * Articles published since then that issues of other periods carry (a cancelled issue carries nothing), and those that
 * issues of other newsletters have sent. `in` is the newsletter's name.
 */
export async function carriedArticles(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
  { since, heldBackFor }: { readonly since: Date; readonly heldBackFor: readonly string[] },
): Promise<readonly Carried[]> {
  const { rows } = await pool.query<Carried>(
    `select distinct on (a.id) a.id as "articleId", a.url, a.guid, coalesce(f.url, '') as feed, a.title,
       a.published_at as "publishedAt", i.newsletter as in, i.number
     from issue_items t join issues i on i.id = t.issue_id join articles a on a.id = t.article_id
       left join feeds f on f.id = a.feed_id
     where a.published_at >= $3 and (i.newsletter = $1 and i.period <> $2 and i.state <> 'cancelled'
       or i.newsletter <> $1 and i.newsletter = any($4) and i.state in ('sending', 'paused', 'sent'))
     order by a.id, i.number`,
    [newsletter, period, since, heldBackFor],
  );
  return rows;
}

/** Ids of the articles published since then that their source still has. */
export async function candidateIds(
  pool: pg.Pool,
  newsletter: string,
  since: Date,
): Promise<readonly ArticleId[]> {
  const { rows } = await pool.query<{ id: ArticleId }>(
    `select id from articles where newsletter = $1 and published_at >= $2 and gone_at is null`,
    [newsletter, since],
  );
  return rows.map(({ id }) => id);
}

/** What the desk wrote of partners goes on with the next issue, until their flight is over. */
const partnersOfBefore = `(
  select coalesce(jsonb_object_agg(s.key, s.value), '{}')
  from (select sponsors from issues where newsletter = $1 and period < $2 and state <> 'cancelled'
        order by period desc limit 1) b, jsonb_each(b.sponsors) s
  where s.value = 'null' or s.value ->> 'until' >= to_char($4::date, 'YYYY-MM-DD'))`;

/** Writes a first draft; null when the period has an issue already. */
export async function createIssue(pool: pg.Pool, draft: Draft): Promise<DeskIssue | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: IssueId }>(
      `insert into issues (newsletter, period, number, date, subject, preheader, send_at, drafted_at, articles_until,
         sponsors, drafted_for)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8, ${partnersOfBefore}, $9) on conflict (newsletter, period) do nothing returning id`,
      [draft.newsletter, draft.period, ...chosenIn(draft)],
    );
    const id = rows[0]?.id;
    if (id === undefined) return null;
    await writeItems(client, id, draft.items);
    return findIssue(client, draft.newsletter, draft.period);
  });
}

/** What both statements write, in their order. */
function chosenIn({ number, date, subject, preheader, sendAt, draftedAt, slot }: Draft) {
  return [number, date, subject, preheader, sendAt, draftedAt, slot];
}

/** Writes a new choice over a draft; null when the issue is not this version of a draft any more. */
export async function replaceDraft(pool: pg.Pool, issue: Issue, draft: Draft): Promise<DeskIssue | null> {
  return inTransaction(pool, (client) => writeOver(client, issue, draft));
}

/** Null when the issue is not this version of a draft any more. */
export async function writeOver(
  client: pg.PoolClient,
  issue: Issue,
  draft: Draft,
): Promise<DeskIssue | null> {
  const { rowCount } = await client.query(
    `update issues set number = $3, date = $4, subject = $5, preheader = $6, send_at = $7, drafted_at = $8,
       articles_until = $8, drafted_for = $9, version = version + 1
     where id = $1 and version = $2 and state = 'draft'`,
    [issue.id, issue.version, ...chosenIn(draft)],
  );
  if (rowCount === 0) return null;
  await client.query('delete from issue_items where issue_id = $1', [issue.id]);
  await writeItems(client, issue.id, draft.items);
  return findIssue(client, draft.newsletter, draft.period);
}

/** Into an issue without items. */
export async function writeItems(
  client: pg.PoolClient,
  id: IssueId,
  items: readonly IssueItem[],
): Promise<void> {
  const rows = items.map((item) => ({
    article_id: item.articleId,
    block: item.block,
    position: item.position,
    reason: item.reason,
    pinned: item.pinned,
    picked_hash: item.pickedHash,
    edited: item.edited,
  }));
  await client.query(
    `insert into issue_items (issue_id, article_id, block, position, reason, pinned, picked_hash, edited)
     select $1, t.* from jsonb_to_recordset($2::jsonb) as t(article_id bigint, block jsonb, position int, reason text,
       pinned boolean, picked_hash text, edited jsonb)`,
    [id, JSON.stringify(rows)],
  );
}

/** Commits what work did, or nothing of it. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
