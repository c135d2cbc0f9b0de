/** Which claim of a letter this is: a statement about an earlier one, whose answer was lost and which is written again, is void. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Empty until the first claim, so that a frozen letter is as small as before; in no index, so that updates stay heap-only.
  await sql.raw('alter table letters add column claim int').execute(db);
}
