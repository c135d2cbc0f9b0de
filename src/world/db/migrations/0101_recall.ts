/** Who asked that an issue leaves, and the slot that it had before: until the first letter it can be taken back. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table issues add column leave_asked_by text, add column slot_before timestamptz`.execute(
    db,
  );
}
