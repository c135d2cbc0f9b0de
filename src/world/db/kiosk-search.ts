/** The archive's search: issues that readers may see, by the words of their editions, stemmed as French. */
import { sql } from 'kysely';
import type { EditionHash } from '../../audience/ids.ts';
import type { EditionContent } from '../../issue/edition.ts';
import { plainWords } from '../../letter/plain.ts';
import type { LetterWords } from '../../letter/words.ts';
import type { Db } from './database.ts';
import { correctionsOfIssue, type IssueOnShelf } from './kiosk.ts';

export type FoundIssue = IssueOnShelf & {
  readonly text: string;
  /** The text without accents, marks around each word found. */
  readonly marked: string;
};

/**
 * Best first: what a headline says outweighs the rest, then the latest. `words` as a person types them; quotes and a
 * leading minus mean what they mean to search engines. total counts what the pages before and after show too.
 */
export async function searchIssues(
  db: Db,
  newsletter: string,
  words: string,
  { limit, skip, marks }: { limit: number; skip: number; marks: { start: string; stop: string } },
): Promise<{ readonly total: number; readonly issues: readonly FoundIssue[] }> {
  const options = `HighlightAll=true, StartSel="${marks.start}", StopSel="${marks.stop}"`;
  const { rows } = await sql<FoundIssue & { total: number }>`
    with asked as (select websearch_to_tsquery('french', ${plainWords(words)}) as query),
    found as (
      select i.id, w.edition_hash, count(*) over () as total, ts_rank(w.words, query) as rank, i.date, i.number
      from asked, edition_words w join issues i on i.approved_hash = w.edition_hash
      where i.newsletter = ${newsletter} and i.state in ('sending', 'paused', 'sent') and w.words @@ query
      order by rank desc, i.date desc, i.number desc limit ${limit} offset ${skip})
    select i.period, i.number, i.date, coalesce(i.sending_at, i.date::timestamptz) as at,
      e.content->>'subject' as subject, exists (select from errata c where c.issue_id = i.id) as corrected,
      ${correctionsOfIssue} as corrections, w.text, ts_headline('french', w.plain, query, ${options}) as marked, total
    from found join issues i using (id) join editions e on e.hash = found.edition_hash
      join edition_words w on w.edition_hash = found.edition_hash, asked
    order by rank desc, found.date desc, found.number desc`.execute(db);
  return { total: rows[0]?.total ?? 0, issues: rows };
}

/** Once per edition; again changes nothing. */
export async function keepWords(db: Db, hash: EditionHash, { headlines, text }: LetterWords): Promise<void> {
  const plain = plainWords(text);
  await sql`
    insert into edition_words (edition_hash, text, plain, words)
    values (${hash}, ${text}, ${plain}, setweight(to_tsvector('french', ${plainWords(headlines)}), 'A')
      || setweight(to_tsvector('french', ${plain}), 'D'))
    on conflict do nothing`.execute(db);
}

/** What the corrected web version says, in the place of what the letter said. */
export async function replaceWords(db: Db, hash: EditionHash, words: LetterWords): Promise<void> {
  await sql`delete from edition_words where edition_hash = ${hash}`.execute(db);
  await keepWords(db, hash, words);
}

/** Editions that left and whose words nobody has kept yet, some at a time. */
export async function wordlessEditions(
  db: Db,
  limit: number,
): Promise<readonly { readonly hash: EditionHash; readonly content: EditionContent }[]> {
  const { rows } = await sql<{ hash: EditionHash; content: EditionContent }>`
    select e.hash, e.content from issues i join editions e on e.hash = i.approved_hash
    where i.state in ('sending', 'paused', 'sent')
      and not exists (select from edition_words w where w.edition_hash = e.hash)
    order by i.id limit ${limit}`.execute(db);
  return rows;
}
