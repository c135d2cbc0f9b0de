/** Who gets a letter when there are several newsletters: nobody the same one twice, and a channel is for subscribers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditionHash, IssueId } from '../../../src/audience/ids.ts';
import type { EditionContent } from '../../../src/issue/edition.ts';
import { usualRules } from '../../../src/outbox/rules.ts';
import { noStages } from '../../../src/outbox/stages.ts';
import type { Database } from '../../../src/world/db/database.ts';
import { countAudience, freezeIssue } from '../../../src/world/db/freeze.ts';
import { hashPads } from '../../../src/world/db/suppression-hash.ts';
import { writeRest } from '../../../src/world/db/unwritten.ts';
import { openTestDatabase } from '../../support/database.ts';

const pads = hashPads('a secret of at least thirty-two characters');
let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
  const { pool } = database;
  await pool.query(`insert into subscribers (email, email_key, premium, created_at)
    select 'r' || n || '@example.org', 'r' || n || '@example.org', n <= 2, now() from generate_series(1, 5) n`);
  // Everybody reads the weekly; 1 to 4 the channel, too.
  await pool.query(`insert into subscriptions (subscriber_id, newsletter, state, since)
    select id, 'lhebdo', 'active', now() from subscribers
    union all select id, 'sante', 'active', now() from subscribers where id <= 4`);
});

afterEach(() => database[Symbol.asyncDispose]());

async function approve(
  newsletter: string,
  html: string,
): Promise<{ issueId: IssueId; edition: EditionHash }> {
  const edition = `${newsletter} ${html}` as EditionHash;
  const content = { subject: 'La semaine', html, text: html, listId: { name: newsletter, id: newsletter } };
  const { rows } = await database.pool.query(
    `insert into issues (newsletter, period, number, date, state, subject, approved_hash, drafted_at, articles_until)
     values ($1, '2026-W48', 1, '2026-11-24', 'approved', 's', $2, now(), now()) returning id`,
    [newsletter, edition],
  );
  await database.pool.query(
    'insert into editions (hash, issue_id, content, created_at) values ($1, $2, $3, now())',
    [edition, rows[0].id, JSON.stringify(content satisfies Partial<EditionContent>)],
  );
  return { issueId: rows[0].id, edition };
}

async function freeze(newsletter: string, html: string, premiumOnly = false, write = true) {
  const { issueId, edition } = await approve(newsletter, html);
  const wanted = { issueId, newsletter, segment: null, premiumOnly };
  const foreseen = await countAudience(database.pool, pads, wanted);
  await freezeIssue(database.pool, pads, {
    ...{ ...wanted, edition, unknown: 'at_most_once', batchSize: 250, rules: usualRules },
    ...{ stages: () => noStages, dueBy: null },
  });
  if (write) await writeRest(database.pool, issueId);
  const { rows } = await database.pool.query(
    `select subscriber_id as id from letters where issue_id = $1
     union all select unnest(subscribers) from unwritten_batches where issue_id = $1 order by 1`,
    [issueId],
  );
  const excluded = await database.pool.query('select reason, count from exclusions where issue_id = $1', [
    issueId,
  ]);
  expect(foreseen).toMatchObject({ letters: rows.length, exclusions: excluded.rows });
  return { readers: rows.map(({ id }) => id), excluded: excluded.rows };
}

describe('a reader of two newsletters', () => {
  it('never gets the same letter from both', async () => {
    expect((await freeze('lhebdo', 'Bonjour')).readers).toEqual([1, 2, 3, 4, 5]);
    await database.pool.query(
      "update letters set state = 'refused', settled_at = now() where subscriber_id = 3",
    );
    const second = await freeze('sante', 'Bonjour');
    expect(second).toEqual({ readers: [3], excluded: [{ reason: 'told', count: 3 }] });
  });

  it('never gets the same letter from both while the letters of the first are still to be written', async () => {
    expect((await freeze('lhebdo', 'Bonjour', true, false)).readers).toEqual([1, 2]);
    const second = await freeze('sante', 'Bonjour');
    expect(second).toEqual({ readers: [3, 4], excluded: [{ reason: 'told', count: 2 }] });
  });

  it('gets two letters that differ by a word', async () => {
    await freeze('lhebdo', 'Bonjour');
    expect(await freeze('sante', 'Bonsoir')).toEqual({ readers: [1, 2, 3, 4], excluded: [] });
  });
});

it('a channel for subscribers leaves out everybody else, and counts them', async () => {
  expect(await freeze('sante', 'Bonjour', true)).toEqual({
    readers: [1, 2],
    excluded: [{ reason: 'not_premium', count: 2 }],
  });
});
