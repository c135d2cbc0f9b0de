/** Editions: written once under the hash of their content, never changed. */
import { sql } from 'kysely';
import type { EditionHash } from '../../audience/ids.ts';
import type { Edition } from '../../issue/edition.ts';
import type { Db } from './database.ts';

/** Storing the same edition again changes nothing. */
export async function storeEdition(db: Db, edition: Edition, now: Date): Promise<void> {
  await sql`
    insert into editions (hash, issue_id, content, created_at)
    values (${edition.hash}, ${edition.issueId}, ${JSON.stringify(edition.content)}::jsonb, ${now})
    on conflict (hash) do nothing`.execute(db);
}

export async function editionByHash(db: Db, hash: EditionHash): Promise<Edition | null> {
  const { rows } = await sql<Edition>`
    select e.hash, e.issue_id as "issueId", i.newsletter, e.content
    from editions e join issues i on i.id = e.issue_id
    where e.hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}
