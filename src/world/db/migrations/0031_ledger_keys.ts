/** Freezing a million letters checked each one's issue and reader by itself; triggers on the rare deletions keep the same promise. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Two foreign keys took 40 % of the freeze. Letters are only ever inserted by it, in the transaction that read both.
  'alter table letters drop constraint letters_subscriber_id_fkey, drop constraint letters_issue_id_fkey',
  `create function forget_reader_of_letters() returns trigger language plpgsql as $$
   begin
     -- By way of the issues, so that the index on (issue_id, subscriber_id) is used and no second one is needed.
     update letters l set subscriber_id = null from gone g, issues i
     where l.issue_id = i.id and l.subscriber_id = g.id;
     return null;
   end $$`,
  `create trigger forget_reader_of_letters after delete on subscribers
   referencing old table as gone for each statement execute function forget_reader_of_letters()`,
  `create function delete_letters_of_issue() returns trigger language plpgsql as $$
   begin
     delete from letters where issue_id in (select id from gone);
     return null;
   end $$`,
  `create trigger delete_letters_of_issue after delete on issues
   referencing old table as gone for each statement execute function delete_letters_of_issue()`,
];
