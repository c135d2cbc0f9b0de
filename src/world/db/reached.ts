/** The memory of addresses that were asked for: a letter's links and pictures. */
import { sql } from 'kysely';
import type { Reached } from '../../issue/check-links.ts';
import type { Db } from './database.ts';

/** What was learned of this address, while it holds; undefined when it is time to ask. A process of before, beside this one, kept no facts of a doubt. */
export async function knownReached(db: Db, url: string, now: Date): Promise<Reached | undefined> {
  const { rows } = await sql<{ answer: Reached }>`
    select answer from reached_addresses where url = ${url} and ask_again_at > ${now}
      and (answer->>'kind' <> 'doubtful' or answer ? 'doubt')`.execute(db);
  return rows[0]?.answer;
}

/** What nobody asked for since it went stale is forgotten on the way. */
export async function keepReached(
  db: Db,
  url: string,
  answer: Reached,
  { now, askAgainAt }: { readonly now: Date; readonly askAgainAt: Date },
): Promise<void> {
  await sql`
    insert into reached_addresses (url, answer, ask_again_at)
    values (${url}, ${JSON.stringify(answer)}::jsonb, ${askAgainAt})
    on conflict (url) do update set answer = excluded.answer, ask_again_at = excluded.ask_again_at`.execute(
    db,
  );
  await sql`delete from reached_addresses where ask_again_at < ${new Date(now.getTime() - 86_400_000)}`.execute(
    db,
  );
}
