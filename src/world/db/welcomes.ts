/** Welcome letters: who is due one, and what the latest issue told. */
import { sql } from 'kysely';
import type { Period, SubscriberId } from '../../audience/ids.ts';
import type { Db } from './database.ts';

/** Of these newsletters those that this reader was not welcomed to before; from now on they were. */
export async function takeWelcomes(
  db: Db,
  reader: SubscriberId,
  newsletters: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ newsletter: string }>`
    update subscriptions set welcomed_at = ${at}
    where subscriber_id = ${reader} and newsletter = any(${[...newsletters]}::text[]) and welcomed_at is null
    returning newsletter`.execute(db);
  return rows.map(({ newsletter }) => newsletter);
}

/** Titles as the issue printed them: the lead, then the first of each rubrique. */
export async function headlinesOf(
  db: Db,
  newsletter: string,
  period: Period,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`
    select coalesce(t.edited->>'title', a.title) as title
    from issues i join issue_items t on t.issue_id = i.id join articles a on a.id = t.article_id
    where i.newsletter = ${newsletter} and i.period = ${period} and t.block->>'kind' in ('lead', 'section', 'front_page')
    order by t.block->>'kind' <> 'lead', t.position, t.article_id limit ${limit}`.execute(db);
  return rows.map(({ title }) => title);
}
