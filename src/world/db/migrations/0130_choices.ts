/** What a reader would rather read: rubriques first, and the blocks of more than one commune. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscribers add column sections text[] not null default '{}',
    add column more_communes text[] not null default '{}'`.execute(db);
}
