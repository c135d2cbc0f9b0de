/** Returns that a mail server handed over and that nobody could read: nowhere else are they kept, so a person may look at them. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // mail: its beginning, a character for each byte (ISO 8859-1), without zeros. It may name the reader, and goes with them.
  `create table unread_returns (
    digest bytea primary key,
    letter_id bigint references letters on delete cascade,
    bytes int not null, mail text not null, at timestamptz not null)`,
  'create index unread_returns_by_letter on unread_returns (letter_id)',
  `create or replace function forget_reader_of_letters() returns trigger language plpgsql as $$
   begin
     delete from unread_returns u using letters l, gone g where l.id = u.letter_id and l.subscriber_id = g.id;
     -- By way of the issues, so that the index on (issue_id, subscriber_id) is used and no second one is needed.
     update letters l set subscriber_id = null from gone g, issues i
     where l.issue_id = i.id and l.subscriber_id = g.id;
     return null;
   end $$`,
];
