/** A change taken back says what it is about, as the change itself does: an undo of one thing hinders nobody at another. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update issue_changes u set change = u.change || jsonb_build_object('about', c.change -> 'about', 'taken', 'back')
    from issue_changes c where c.id = u.undoes`.execute(db);
}
