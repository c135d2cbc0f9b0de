/** Why an address is in doubt is kept with its facts: the sentences of before would have held for some minutes more. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from reached_addresses where answer->>'kind' = 'doubtful'`.execute(db);
}
