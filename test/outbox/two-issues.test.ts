/** Two issues that leave from one process at the same time share its sessions. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import { storeEdition } from '../../src/world/db/editions.ts';
import { newsletterName, openPaper, period, type TestPaper } from '../support/outbox.ts';

const { signal } = new AbortController();
const later = '2026-W49' as Period;

/** The next week's issue, approved, with other words. */
async function addIssue({ database }: TestPaper): Promise<void> {
  const { rows } = await database.pool.query('select content from editions');
  const content = { ...rows[0].content, subject: 'L’Hebdo n° 448' };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex') as EditionHash;
  const added = await database.pool.query<{ id: IssueId }>(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
     select newsletter, $1, 448, date, 'approved', $2, $3, now(), now() from issues returning id`,
    [later, content.subject, hash],
  );
  const issueId = added.rows[0]?.id as IssueId;
  await storeEdition(database.db, { hash, issueId, newsletter: newsletterName, content }, new Date());
}

it('the second one does not wait for the end of the first', async () => {
  await using paper = await openPaper(200);
  await addIssue(paper);
  const one = paper.process(undefined, 2);
  let second: Promise<unknown> | undefined;
  paper.server.script = (moment) => {
    if (moment === 'dot' && paper.server.letters.length === 20)
      second ??= one.send(newsletterName, later, { signal });
    return moment === 'dot' ? { after: 20, say: '250 2.0.0 Ok' } : undefined;
  };
  await one.send(newsletterName, period, { signal });
  await second;
  const isLater = paper.server.letters.map(
    ({ bytes }) => bytes.includes('n=C2=B0 448') || bytes.includes('_448'),
  );
  expect(isLater.filter(Boolean)).toHaveLength(200);
  expect(isLater.indexOf(true)).toBeLessThan(isLater.lastIndexOf(false));
});
