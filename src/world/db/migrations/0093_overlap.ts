/** A third way for envelopes to travel: with the last dot, where the relay was measured to answer faster so. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table relay_standings drop constraint relay_standings_envelope_check',
  `alter table relay_standings add constraint relay_standings_envelope_check
   check (envelope in ('one_group', 'step_by_step', 'overlapped'))`,
];
