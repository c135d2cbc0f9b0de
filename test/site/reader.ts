/** Somebody new in the newsroom of a test, with the links of their letters. */
import { sql } from 'kysely';
import type { IssueId, Period, SubscriberId } from '../../src/audience/ids.ts';
import { readerLinks } from '../../src/audience/links.ts';
import type { openNewsroom } from './newsroom.ts';

let readers = 0;

/** Receives these newsletters; `links` are of the first. */
export async function addReader(
  { base, database, steps, world }: Awaited<ReturnType<typeof openNewsroom>>,
  newsletters: readonly string[],
  known: { readonly firstName?: string; readonly commune?: string } = {},
) {
  const email = `reader${++readers}@example.org`;
  for (const newsletter of newsletters)
    await steps.addSubscriber({
      ...{ email, newsletter, firstName: null, lastName: null, commune: null },
      ...{ premium: null, language: null, again: false, ...known },
    });
  const { rows } = await sql<{ id: SubscriberId }>`select id from subscribers where email = ${email}`.execute(
    database.db,
  );
  const id = rows[0]?.id as SubscriberId;
  const linksOf = (newsletter: string) =>
    readerLinks(
      { publicUrl: base, secret: world.secret },
      { newsletter, subscriberId: id, issueId: 1 as IssueId, period: '2026-W48' as Period },
    );
  return { id, email, links: linksOf(newsletters[0] ?? ''), linksOf };
}
