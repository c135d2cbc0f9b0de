/** Editors' changes: written with the issue in one transaction, kept for ever, so that each can be taken back. */
import type pg from 'pg';
import type { IssueId, Period } from '../../audience/ids.ts';
import type { DeskIssue, Draft } from '../../issue/desk.ts';
import type { EditableParts } from '../../issue/edit.ts';
import type { Change, NewChange, Reversible } from '../../issue/edit-issue.ts';
import type { IssueState } from '../../issue/issue.ts';
import { neverAsked } from './approvals.ts';
import { findIssue, inTransaction, writeItems, writeOver } from './issues.ts';

const columns = 'id, version, by, at, change, undoes, press';

/** Writes this version's changed parts; an approval is taken back. Null when the issue is not that version any more. */
export async function saveChange(
  pool: pg.Pool,
  issue: DeskIssue,
  parts: EditableParts,
  { by, at, change, undoes, press, reason }: NewChange,
): Promise<DeskIssue | null> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update issues set subject = $3, preheader = $4, edito = $5, edited = $6, sponsors = $8, errata = $9, version = version + 1,
         unapproved_reason = case when state = 'draft' then unapproved_reason else $7 end,
         state = 'draft', approved_hash = null, approved_by = null, approved_at = null, ${neverAsked}
       where id = $1 and version = $2 and state in ('draft', 'approved', 'scheduled')`,
      [
        issue.id,
        issue.version,
        parts.subject,
        parts.preheader,
        json(parts.edito),
        parts.edited,
        reason,
        json(parts.sponsors),
        json(parts.errata),
      ],
    );
    if (rowCount === 0) return null;
    await client.query('delete from issue_items where issue_id = $1', [issue.id]);
    await writeItems(client, issue.id, parts.items);
    if (undoes !== null) await dateAsBefore(client, issue.id, undoes);
    await log(client, issue, { by, at, change, undoes, press }, null);
    return findIssue(client, issue.newsletter, issue.period);
  });
}

/** Writes the new choice that an editor wanted over a draft; null when the issue is not that version of a draft any more. */
export async function saveRedraft(
  pool: pg.Pool,
  issue: DeskIssue,
  draft: Draft,
  { by, at }: Pick<NewChange, 'by' | 'at'>,
): Promise<DeskIssue | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ dated: object }>(
      `select jsonb_build_object('number', number, 'date', date, 'send_at', send_at, 'drafted_at', drafted_at,
         'articles_until', articles_until, 'drafted_for', drafted_for) as dated from issues where id = $1 for update`,
      [issue.id],
    );
    const written = await writeOver(client, issue, draft);
    if (written === null) return null;
    const change = { kind: 'redraft', about: 'redraft', title: null, text: null } as const;
    await log(client, issue, { by, at, change, undoes: null, press: null }, rows[0]?.dated ?? null);
    return written;
  });
}

/**
 * A new draft has another date, and looks at articles until another moment: with it these are taken back, too. The hour of
 * leaving only where the new draft had moved it to its slot, and nobody has moved it since.
 */
async function dateAsBefore(client: pg.PoolClient, id: IssueId, undoes: number): Promise<void> {
  await client.query(
    `update issues i set number = (c.dated ->> 'number')::int, date = (c.dated ->> 'date')::date,
       send_at = case when c.dated ->> 'send_at' = c.dated ->> 'drafted_for' and i.send_at is not distinct from i.drafted_for
         then (c.dated ->> 'send_at')::timestamptz else i.send_at end,
       drafted_for = (c.dated ->> 'drafted_for')::timestamptz, drafted_at = (c.dated ->> 'drafted_at')::timestamptz,
       articles_until = (c.dated ->> 'articles_until')::timestamptz
     from issue_changes c where i.id = $1 and c.issue_id = i.id and c.id = $2 and c.dated is not null`,
    [id, undoes],
  );
}

/** issue: as it was before the change. */
async function log(
  client: pg.PoolClient,
  issue: DeskIssue,
  { by, at, change, undoes, press }: Omit<NewChange, 'reason'>,
  dated: object | null,
): Promise<void> {
  const { subject, preheader, edito, items, sponsors, errata, edited } = issue;
  await client.query(
    `insert into issue_changes (issue_id, version, by, at, change, before, undoes, press, dated)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      issue.id,
      issue.version + 1,
      by,
      at,
      json(change),
      json({ subject, preheader, edito, items, sponsors, errata, edited }),
      undoes,
      json(press),
      json(dated),
    ],
  );
}

/** The oldest first. */
export async function changesSince(pool: pg.Pool, id: IssueId, version: number): Promise<readonly Change[]> {
  const { rows } = await pool.query<Change>(
    `select ${columns} from issue_changes where issue_id = $1 and version > $2 order by id`,
    [id, version],
  );
  return rows;
}

/** How an issue stands, for whoever saw a version of it; null when there is none. */
export async function issueNews(
  pool: pg.Pool,
  newsletter: string,
  period: Period,
): Promise<{ readonly id: IssueId; readonly version: number; readonly state: IssueState } | null> {
  const { rows } = await pool.query<{ id: IssueId; version: number; state: IssueState }>(
    'select id, version, state from issues where newsletter = $1 and period = $2',
    [newsletter, period],
  );
  return rows[0] ?? null;
}

/** A mark of the articles that are otherwise than when they were picked, and how they are; empty where none is, or none can change the letter any more. */
export async function movedArticles(pool: pg.Pool, id: IssueId): Promise<string> {
  const { rows } = await pool.query<{ mark: string | null }>(
    `select left(md5(string_agg(distinct a.id || ' ' || a.content_hash, ',' order by a.id || ' ' || a.content_hash)), 12) as mark
     from issues i join issue_items t on t.issue_id = i.id join articles a on a.id = t.article_id
     where i.id = $1 and i.state in ('draft', 'approved', 'scheduled') and a.content_hash <> t.picked_hash`,
    [id],
  );
  return rows[0]?.mark ?? '';
}

/** The latest first. */
export async function latestChanges(pool: pg.Pool, id: IssueId, limit: number): Promise<readonly Change[]> {
  const { rows } = await pool.query<Change>(
    `select ${columns} from issue_changes where issue_id = $1 order by id desc limit $2`,
    [id, limit],
  );
  return rows;
}

/** Nothing keeps no log since (a draft made anew by a command): there a version is missing, and what was before would undo that, too. */
const logged = `(select i.version from issues i where i.id = c.issue_id) - c.version =
  (select count(*) from issue_changes l where l.issue_id = c.issue_id and l.version > c.version)`;
/** An undo may have been taken back itself. */
const taken = (change: string) => `exists (select from issue_changes u where u.undoes = ${change}.id
  and not exists (select from issue_changes r where r.undoes = u.id))`;

/** The last change that was not taken back. */
export async function undoableChange(pool: pg.Pool, id: IssueId): Promise<Reversible | null> {
  return lastOf(pool, id, `c.undoes is null and not ${taken('c')}`);
}

/** The last undo, until somebody changes something else. A draft made anew is made anew by its own button. */
export async function redoableChange(pool: pg.Pool, id: IssueId): Promise<Reversible | null> {
  return lastOf(
    pool,
    id,
    `c.change ->> 'taken' = 'back' and c.change ->> 'kind' <> 'redraft' and not ${taken('c')}
     and not exists (select from issue_changes n where n.issue_id = c.issue_id and n.id > c.id and n.undoes is null)`,
  );
}

async function lastOf(pool: pg.Pool, id: IssueId, which: string): Promise<Reversible | null> {
  const { rows } = await pool.query<Change & { readonly before: StoredParts }>(
    `select c.id, c.version, c.by, c.at, c.change, c.undoes, c.press, c.before
     from issue_changes c where c.issue_id = $1 and ${which} and ${logged} order by c.id desc limit 1`,
    [id],
  );
  if (rows[0] === undefined) return null;
  const { before, ...change } = rows[0];
  return { change, before: { sponsors: {}, errata: [], ...before } };
}

/** Changes of before there were partners and corrections to edit say nothing of them. */
type StoredParts = Omit<EditableParts, 'sponsors' | 'errata'> &
  Partial<Pick<EditableParts, 'sponsors' | 'errata'>>;

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
