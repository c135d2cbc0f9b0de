/** What an editor's last action on an issue came to, until the page that follows it has told it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table said (
    editor_id bigint not null references editors on delete cascade,
    issue_id bigint not null references issues on delete cascade,
    outcome jsonb not null, at timestamptz not null,
    primary key (editor_id, issue_id))`.execute(db);
}
