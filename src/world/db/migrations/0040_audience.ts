/** Consent receipts become append-only, and a person's traces are found without reading whole tables. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The one change allowed is that a receipt loses the person it belonged to (erasure); its keyed hash stays.
  `create function keep_consent_receipts() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if new.subscriber_id is null and to_jsonb(new) - 'subscriber_id' = to_jsonb(old) - 'subscriber_id' then
          return new;
        end if;
      end if;
      raise exception 'consent receipts are append-only: % refused', lower(tg_op);
    end $$`,
  `create trigger keep_consent_receipts before update or delete on consent_receipts
    for each row execute function keep_consent_receipts()`,
  `create trigger keep_all_consent_receipts before truncate on consent_receipts
    for each statement execute function keep_consent_receipts()`,
  `create index consent_receipts_by_subscriber on consent_receipts (subscriber_id)`,
  `create index letters_by_subscriber on letters (subscriber_id)`,
];
