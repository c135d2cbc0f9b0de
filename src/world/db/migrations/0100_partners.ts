/** Partners as the desk wrote them, and corrections of earlier issues that an issue prints or not. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // By id, beside those of newsletter.yaml; null: taken out.
  `alter table issues add column sponsors jsonb not null default '{}'`,
  `alter table issues add column errata jsonb not null default '[]'`,
];
