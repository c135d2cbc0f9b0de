/** Corrections of issues that left: written once, never changed, each with who wrote it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table errata (
    id bigint generated always as identity primary key,
    issue_id bigint not null references issues on delete cascade,
    by text not null, at timestamptz not null,
    text text not null)`,
  `create index errata_by_issue on errata (issue_id, id)`,
  // Readers were shown what stands here: a correction that is wrong itself gets another one.
  `create function errata_stand() returns trigger language plpgsql as
     $$ begin raise exception 'a correction is never changed'; end $$`,
  `create trigger errata_stand before update on errata for each row execute function errata_stand()`,
];
