/** An approval is of one edition for certain readers: for others it has to be given again. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of those given before nobody knows whom they were for: an issue that still waits for a second person asks both.
  await sql`alter table approvals add column readers text not null default ''`.execute(db);
}
