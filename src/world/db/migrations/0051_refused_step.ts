/** Which command the relay refused: «user unknown» at RCPT is about the mailbox, after the letter it is a filter's word. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table letters add column reply_step text check (reply_step in ('mail', 'rcpt', 'data', 'dot'))`,
    )
    .execute(db);
}
