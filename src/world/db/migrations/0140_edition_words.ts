/** What an edition says to everybody, as words to look for: the archive's search. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // plain: the text without accents; words: headlines (A) before the rest (D), stemmed as French.
  `create table edition_words (
    edition_hash text primary key references editions (hash) on delete cascade,
    text text not null, plain text not null,
    words tsvector not null)`,
  `create index edition_words_by_word on edition_words using gin (words)`,
];
