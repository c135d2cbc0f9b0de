/** The studio's people: who may enter, their links, their sessions. Tokens are known by their hashes only. */
import { sql } from 'kysely';
import type { Editor, EditorId, Role } from '../../desk/editor.ts';
import type { KeptLink } from '../../desk/sign-in.ts';
import type { Db } from './database.ts';

const columns = sql.raw('e.id, e.email, e.name, e.roles, e.language');

export async function editorByKey(db: Db, key: string): Promise<Editor | null> {
  const { rows } = await sql<Editor>`select ${columns} from editors e where email_key = ${key}`.execute(db);
  return rows[0] ?? null;
}

/** In order of their names. */
export async function allEditors(db: Db): Promise<readonly Editor[]> {
  const { rows } = await sql<Editor>`select ${columns} from editors e order by lower(name)`.execute(db);
  return rows;
}

export type NewEditor = {
  readonly email: string;
  readonly key: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: 'fr' | 'en';
  readonly at: Date;
};

/** Adds, or changes name, roles and language of who is there. */
export async function storeEditor(db: Db, editor: NewEditor): Promise<'added' | 'changed' | 'name_taken'> {
  const taken = await sql`select from editors
    where lower(name) = lower(${editor.name}) and email_key <> ${editor.key}`.execute(db);
  if (taken.rows.length > 0) return 'name_taken';
  return db.transaction().execute(async (transaction) => {
    await renameApprovals(transaction, editor);
    const { rows } = await sql<{ added: boolean }>`
      insert into editors (email, email_key, name, roles, language, added_at)
      values (${editor.email}, ${editor.key}, ${editor.name}, ${[...editor.roles]}, ${editor.language}, ${editor.at})
      on conflict (email_key) do update set name = excluded.name, roles = excluded.roles, language = excluded.language
      returning xmax = 0 as added`.execute(transaction);
    return rows[0]?.added ? 'added' : 'changed';
  });
}

/** Approvals are signed with names: who gets another one would be a second person where two must agree. */
async function renameApprovals(db: Db, { key, name }: NewEditor): Promise<void> {
  await sql`update approvals a set by = ${name} from editors e
    where e.email_key = ${key} and e.name <> ${name} and a.by = e.name and not exists (
      select from approvals b
      where b.issue_id = a.issue_id and b.edition_hash = a.edition_hash and b.by = ${name})`.execute(db);
}

/** Ends their sessions and links too; what they did keeps their name. */
export async function removeEditor(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`delete from editors where email_key = ${key} returning id`.execute(db);
  return rows.length > 0;
}

/** Notes an attempt under each key and forgets old ones; the largest count since then, this one included. */
export async function countAttempts(db: Db, keys: readonly Buffer[], since: Date, at: Date): Promise<number> {
  await sql`delete from sign_in_attempts where at < ${since}`.execute(db);
  await sql`insert into sign_in_attempts (key, at) select unnest(${[...keys]}::bytea[]), ${at}`.execute(db);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from sign_in_attempts where key = any(${[...keys]}::bytea[]) and at >= ${since}
    group by key order by count(*) desc limit 1`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function keepLink(db: Db, { token, editor, browser, until }: KeptLink): Promise<void> {
  await sql`insert into sign_in_links (token_hash, editor_id, browser_hash, expires_at)
    values (${token}, ${editor}, ${browser}, ${until})`.execute(db);
}

/** One statement, so that of two clicks at once one enters. */
export async function takeLink(db: Db, token: Buffer, browser: Buffer, at: Date): Promise<EditorId | null> {
  await sql`delete from sign_in_links where expires_at <= ${at}`.execute(db);
  const { rows } = await sql<{ editor: EditorId }>`
    delete from sign_in_links
    where token_hash = ${token} and (browser_hash is null or browser_hash = ${browser})
    returning editor_id as editor`.execute(db);
  return rows[0]?.editor ?? null;
}

export async function beginSession(
  db: Db,
  token: Buffer,
  editor: EditorId,
  at: Date,
  until: Date,
): Promise<void> {
  await sql`delete from studio_sessions where expires_at <= ${at}`.execute(db);
  await sql`insert into studio_sessions (token_hash, editor_id, begun_at, expires_at)
    values (${token}, ${editor}, ${at}, ${until})`.execute(db);
}

export async function sessionEditor(db: Db, token: Buffer, at: Date): Promise<Editor | null> {
  const { rows } = await sql<Editor>`
    select ${columns} from studio_sessions s join editors e on e.id = s.editor_id
    where s.token_hash = ${token} and s.expires_at > ${at}`.execute(db);
  return rows[0] ?? null;
}

export async function endSession(db: Db, token: Buffer): Promise<void> {
  await sql`delete from studio_sessions where token_hash = ${token}`.execute(db);
}

export async function setLanguage(db: Db, editor: EditorId, language: 'fr' | 'en'): Promise<void> {
  await sql`update editors set language = ${language} where id = ${editor}`.execute(db);
}
