/** Readers of a file count from what they did, as far as their receipts tell, and not from the day of the import. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Whom nothing but a file speaks of, and whose contact is the hour of that import.
  await sql`
    update subscribers s set contact_at = told.at
    from (
      select subscriber_id, max(at) as at from consent_receipts where subscriber_id is not null
      group by 1 having bool_and(source like 'import %' or source like 'API, token %')) told
    where told.subscriber_id = s.id and told.at < s.created_at
      and s.contact_at between s.created_at - interval '1 hour' and s.created_at + interval '1 hour'`.execute(
    db,
  );
}
