/** Drafting: what an editor changed, who approved what, and an article in several communes' blocks. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The parts of an issue that a person changed; a new selection leaves them as they are.
  `alter table issues add column edited text[] not null default '{}'`,
  // Everybody sees an article at one place; the readers of a commune may see it in their own block besides.
  `alter table issue_items drop constraint issue_items_pkey`,
  `create unique index issue_items_place on issue_items (issue_id, article_id, coalesce(block ->> 'commune', ''))`,
  // An approval is of one edition: another hash needs other approvals.
  `create table approvals (
    issue_id bigint not null references issues on delete cascade,
    edition_hash text not null, by text not null, at timestamptz not null,
    primary key (issue_id, edition_hash, by))`,
];
