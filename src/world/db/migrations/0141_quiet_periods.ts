/** Periods with too little news for an issue: they take no number. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table quiet_periods (
    newsletter text not null, period text not null,
    articles int not null, at timestamptz not null,
    primary key (newsletter, period))`.execute(db);
}
