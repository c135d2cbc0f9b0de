/** Counts that are kept say what a count over every row says, whatever became of the letters. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LetterId } from '../../../src/audience/ids.ts';
import type { LetterOutcome, RunId } from '../../../src/outbox/ledger.ts';
import { usualRules } from '../../../src/outbox/rules.ts';
import { noStages } from '../../../src/outbox/stages.ts';
import type { LetterGroup } from '../../../src/outbox/status.ts';
import { freezeIssue } from '../../../src/world/db/freeze.ts';
import {
  countLetters,
  groupAllLetters,
  groupLetters,
  letterProblems,
  openBatches,
  outlookOf,
} from '../../../src/world/db/letter-figures.ts';
import { claimLetters, recordLetters } from '../../../src/world/db/letters.ts';
import { returnExpired } from '../../../src/world/db/runs.ts';
import { sendHealth } from '../../../src/world/db/send-health.ts';
import { cancelLetters, moveIssue, reopenLetters } from '../../../src/world/db/sends.ts';
import { hashPads } from '../../../src/world/db/suppression-hash.ts';
import { writeNext, writeRest } from '../../../src/world/db/unwritten.ts';
import { newsletterName, openPaper, type TestPaper } from '../../support/outbox.ts';
import { secret } from '../../support/sender.ts';

const pads = hashPads(secret);
const runId = '00000000-0000-4000-8000-000000000001' as RunId;
const readers = 3_000;

let paper: TestPaper;
beforeEach(async () => {
  paper = await openPaper(readers);
  const { pool } = paper.database;
  await pool.query("update subscribers set email_key = 'r' || id || '@gmail.com' where id % 3 = 0");
  const { rows } = await pool.query('select approved_hash from issues');
  await freezeIssue(pool, pads, {
    ...{ issueId: paper.issueId, newsletter: newsletterName, segment: null, premiumOnly: false },
    ...{ edition: rows[0].approved_hash, unknown: 'at_most_once', rules: usualRules, batchSize: 250 },
    ...{ stages: () => noStages, dueBy: null },
  });
});
afterEach(() => paper[Symbol.asyncDispose]());

const claim = async (letters: number): Promise<LetterId[]> => {
  const run = { id: runId, issueId: paper.issueId, batches: { from: 0, to: 11 }, leaseMs: 60_000 };
  const claimed = await claimLetters(paper.database.pool, pads, { run, from: 0, limit: letters, paced: [] });
  return claimed.letters.map(({ id }) => id);
};
const record = (letters: readonly LetterId[], outcomes: readonly LetterOutcome[]) => {
  const asked = letters.map((id) => ({ id, claim: 1 }));
  return recordLetters(paper.database.pool, pads, { runId, issueId: paper.issueId, asked, outcomes });
};

const answers = {
  accepted: { code: 250, enhanced: '2.0.0', text: null, delayMs: null },
  refused: { code: 550, enhanced: '5.1.1', text: 'nobody', delayMs: null },
  deferred: { code: 451, enhanced: '4.7.1', text: 'later', delayMs: 600_000 },
  unknown: { code: null, enhanced: null, text: 'the line broke', delayMs: null },
} as const;
const outcomes = (state: keyof typeof answers, letters: readonly LetterId[]): LetterOutcome[] =>
  letters.map((letterId) => ({ letterId, claim: 1, state, step: null, lost: false, ...answers[state] }));

/** As if all this had been a minute ago: what is settled may be kept then. */
async function aMinuteLater(): Promise<void> {
  const { pool } = paper.database;
  await pool.query(
    "update letters set settled_at = settled_at - interval '1 minute' where settled_at is not null",
  );
  await pool.query("update kept_counts set until = until - interval '1 minute'");
}

/** A letter that waits is not told by what it was answered before it was put in line again. */
const sorted = (groups: readonly LetterGroup[]) =>
  groups
    .map(({ provider, state, code, enhanced, count }) => `${provider} ${state} ${code} ${enhanced} ${count}`)
    .sort();

function waitingAsOne(groups: readonly LetterGroup[]): LetterGroup[] {
  const waiting = new Map<string, number>();
  for (const { provider, state, count } of groups)
    if (state === 'pending') waiting.set(provider, (waiting.get(provider) ?? 0) + count);
  const pending = [...waiting].map(([provider, count]) => ({
    ...{ provider: provider as LetterGroup['provider'], state: 'pending' as const },
    ...{ code: null, enhanced: null, count },
  }));
  return [...groups.filter(({ state }) => state !== 'pending'), ...pending];
}

async function expectAllCounted(): Promise<void> {
  const { pool } = paper.database;
  const groups = await groupLetters(pool, paper.issueId);
  expect(sorted(groups)).toEqual(sorted(waitingAsOne(await groupAllLetters(pool, paper.issueId))));
  expect((await countLetters(pool, paper.issueId)).letters).toBe(readers);
}

/** One thousand and fifty settled, of which fifty in doubt; a hundred put off, fifty between dot and answer. */
async function answered(): Promise<readonly LetterId[]> {
  await writeRest(paper.database.pool, paper.issueId);
  const letters = await claim(1_500);
  await record(letters.slice(0, 1_300), []);
  await record([], outcomes('accepted', letters.slice(0, 900)));
  await record([], outcomes('refused', letters.slice(900, 1_100)));
  await record([], outcomes('deferred', letters.slice(1_100, 1_200)));
  await record([], outcomes('unknown', letters.slice(1_200, 1_250)));
  return letters;
}

const kept = async () => (await paper.database.pool.query('select groups, doubts from kept_counts')).rows;

describe('letters by provider, state and reply', () => {
  it('are those of every row while the audience is written, claimed, dotted and answered', async () => {
    const { pool, issueId } = { pool: paper.database.pool, issueId: paper.issueId };
    expect(await countLetters(pool, issueId)).toMatchObject({
      letters: readers,
      counts: { pending: readers },
    });
    await writeNext(pool, issueId);
    await expectAllCounted();
    await writeRest(pool, issueId);
    await expectAllCounted();
    await answered();
    await expectAllCounted();
    expect(await countLetters(pool, issueId)).toMatchObject({
      counts: {
        pending: 1_500,
        claimed: 200,
        dotted: 50,
        accepted: 900,
        refused: 200,
        deferred: 100,
        unknown: 50,
      },
    });
    expect(await outlookOf(pool, issueId)).toMatchObject({ claimable: true, leased: 250, deferred: 100 });
    expect(await openBatches(pool, issueId)).toBe(8);
    expect(await letterProblems(pool, issueId)).toEqual([
      { state: 'refused', ...{ code: 550, enhanced: '5.1.1', text: 'nobody', count: 200 } },
      { state: 'deferred', ...{ code: 451, enhanced: '4.7.1', text: 'later', count: 100 } },
      { state: 'unknown', ...{ code: null, enhanced: null, text: 'the line broke', count: 50 } },
    ]);
  });

  it('are counted once: what was settled a while ago is kept, and what follows is added', async () => {
    const letters = await answered();
    await aMinuteLater();
    await expectAllCounted();
    const [first] = await kept();
    expect(first.groups.reduce((sum: number, { count }: LetterGroup) => sum + count, 0)).toBe(1_100);
    expect(first.doubts).toHaveLength(50);
    await record([], outcomes('accepted', letters.slice(1_250, 1_300)));
    await expectAllCounted();
    // Nobody does this: it shows that what is kept is not read again.
    await paper.database.pool.query(
      'update letters set reply_code = 251 where reply_code = 250 and id % 2 = 0',
    );
    const codes = (await groupLetters(paper.database.pool, paper.issueId)).map(({ code }) => code);
    expect(codes.filter((code) => code === 251).length).toBeLessThan(3);
    expect((await kept()).length).toBe(1);
  });

  it('follow a doubt that is told late, and what a dead run leaves behind', async () => {
    const letters = await answered();
    await aMinuteLater();
    await expectAllCounted();
    await record([], outcomes('accepted', letters.slice(1_200, 1_220)));
    await expectAllCounted();
    await paper.database.pool.query("update runs set lease_until = now() - interval '1 s'");
    expect(await returnExpired(paper.database.pool)).toEqual({ returned: 200, unknown: 50 });
    await expectAllCounted();
    await aMinuteLater();
    await expectAllCounted();
  });

  it('follow letters that are put in line again, and a cancel', async () => {
    await answered();
    await aMinuteLater();
    await expectAllCounted();
    await paper.database.pool.query("update letters set state = 'given_up' where state = 'refused'");
    expect(await reopenLetters(paper.database.pool, paper.issueId, ['unknown', 'given_up'])).toBe(250);
    await expectAllCounted();
    await moveIssue(paper.database.pool, paper.issueId, ['sending'], 'cancelled');
    await cancelLetters(paper.database.pool, paper.issueId);
    await expectAllCounted();
  });

  it('do not miss what a transaction settles that began before the count and ends after it', async () => {
    const { pool } = paper.database;
    await answered();
    const slow = await pool.connect();
    await slow.query('begin');
    const { rows } = await slow.query('select now() as begun');
    await aMinuteLater();
    await expectAllCounted();
    const until = await pool.query(
      "select until <= $1::timestamptz - interval '2 s' as before from kept_counts",
      [rows[0].begun],
    );
    expect(until.rows).toEqual([{ before: true }]);
    await slow.query(
      "update letters set state = 'accepted', settled_at = now() where id in (select id from letters where state = 'pending' limit 10)",
    );
    await expectAllCounted();
    await slow.query('commit');
    slow.release();
    const groups = await groupLetters(pool, paper.issueId);
    const accepted = groups.filter(({ state }) => state === 'accepted');
    expect(accepted.reduce((sum, { count }) => sum + count, 0)).toBe(910);
  });
});

it('the health of a send counts from where a person let it go on', async () => {
  const { pool } = paper.database;
  const letters = await answered();
  await aMinuteLater();
  expect((await sendHealth(pool, paper.issueId)).health).toEqual({
    ...{ accepted: 900, refused: 200, putOffAgain: 0, complaints: 0 },
  });
  await moveIssue(pool, paper.issueId, ['sending'], 'paused');
  await moveIssue(pool, paper.issueId, ['paused'], 'sending');
  expect((await sendHealth(pool, paper.issueId)).health).toMatchObject({ accepted: 0, refused: 0 });
  await record([], outcomes('accepted', letters.slice(1_250, 1_300)));
  expect((await sendHealth(pool, paper.issueId)).health).toMatchObject({ accepted: 50, refused: 0 });
});
