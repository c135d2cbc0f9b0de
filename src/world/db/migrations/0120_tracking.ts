/** Two consents of a reader beside that to receive letters: to the pixel that tells of openings, to links that tell of clicks. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table subscribers add column track_opens boolean not null default false,
         add column track_clicks boolean not null default false`,
    )
    .execute(db);
}
