/** Why a webhook was turned off, and why an attempt failed, are kept with their facts; sentences of the log stay as they are. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table webhooks add column disabled jsonb`,
  `update webhooks set disabled = case when disabled_reason like '%410 Gone' then '{"kind": "gone"}'
    else jsonb_build_object('kind', 'nothing_delivered',
      'days', substring(disabled_reason from 'for (\\d+) days')::int,
      'last', case when disabled_reason ~ 'the answer was \\d+$' then jsonb_build_object('kind', 'answered',
        'status', substring(disabled_reason from '(\\d+)$')::int) end) end
    where disabled_reason is not null`,
  `alter table webhooks drop column disabled_reason`,
  `alter table webhook_attempts alter column fault type jsonb using to_jsonb(fault)`,
];
