/** What letters tell of themselves: which carried a pixel or signed links, and the visits that came of them. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Null in nearly every row, so that a letter is no larger for it.
  `alter table letters add column pixel boolean, add column signed_links boolean`,
  // Nobody is in it: a link of an issue and how often it was followed. Link 0 is the one that only programs see.
  `create table link_visits (
    issue_id bigint not null references issues on delete cascade,
    link smallint not null,
    people int not null default 0, programs int not null default 0,
    primary key (issue_id, link))`,
  // With consent only; link 0 is the pixel. A withdrawal or an erasure takes the person out, the count stays.
  `create table reader_visits (
    issue_id bigint not null references issues on delete cascade,
    subscriber_id bigint references subscribers on delete set null,
    link smallint not null,
    people int not null default 0, programs int not null default 0,
    first_at timestamptz not null,
    unique (issue_id, link, subscriber_id))`,
  `create index reader_visits_by_subscriber on reader_visits (subscriber_id)`,
];
