/** A picture is kept once by its bytes; each source address and frame it was asked for points at it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

// One source may be a lead (wide) in one issue and a row (small) in the next; two sources may be the same picture.
const statements = [
  `create table image_sources (
    source_url text not null, frame text not null,
    hash text not null references images on delete cascade,
    fetched_at timestamptz not null,
    primary key (source_url, frame))`,
  `alter table images drop column source_url`,
];
