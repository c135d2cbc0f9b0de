import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import { type ApproveNeeds, approveIssue } from '../../src/issue/approve.ts';
import type { DeskIssue } from '../../src/issue/desk.ts';
import type { Edition } from '../../src/issue/edition.ts';
import type { Finding } from '../../src/issue/finding.ts';
import { scheduleIssue } from '../../src/issue/schedule.ts';
import { lockIssue, noteApproval, scheduleAt, unapproveIssue } from '../../src/world/db/approvals.ts';
import type { Database } from '../../src/world/db/database.ts';
import { createIssue, findIssue } from '../../src/world/db/issues.ts';
import { openTestDatabase } from '../support/database.ts';
import { aPaper } from './newsroom.ts';

const week = '2026-W48' as Period;
const evening = new Date('2026-11-23T18:00:00Z');
const slot = new Date('2026-11-24T05:00:00Z');

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query('truncate issues cascade');
  await createIssue(database.pool, {
    newsletter: 'lhebdo',
    period: week,
    number: 447,
    date: '2026-11-24',
    subject: 'Objet',
    preheader: '',
    items: [],
    sendAt: slot,
    draftedAt: evening,
  });
});

/** What the check would say; the edition's name is all that approval looks at. */
type Checked = { hash?: string; block?: boolean; meanwhile?: (issue: DeskIssue) => Promise<unknown> };

function needs({ hash = 'one', block = false, meanwhile }: Checked = {}): ApproveNeeds {
  const { pool } = database;
  const finding: Finding = { level: 'block', check: 'link', place: '', message: '', fix: '' };
  return {
    find: (newsletter, period) => findIssue(pool, newsletter, period),
    check: async (_, issue) => {
      await meanwhile?.(issue);
      const edition = { hash: hash as EditionHash } as Edition;
      return {
        issue,
        findings: block ? [finding] : [],
        blocked: block,
        edition,
        bytes: 0,
        audience: { now: 1, last: null },
      };
    },
    note: (issue, edition, by, at) => noteApproval(pool, issue.id, edition.hash, by, at),
    lock: (issue, edition, by, at) => lockIssue(pool, issue, edition, by, at),
    unapprove: (id, reason) => unapproveIssue(pool, id, reason),
  };
}

function approve(by: string, checked: Checked = {}, approval: 'one' | 'two' = 'one') {
  return approveIssue(aPaper({ approval }), week, { by, at: evening }, needs(checked));
}

const stored = async () => {
  const issue = await findIssue(database.pool, 'lhebdo', week);
  if (!issue) throw new Error('the issue is gone');
  return issue;
};

describe('approval', () => {
  it('locks the edition that was checked', async () => {
    expect((await approve('desk')).kind).toBe('approved');
    expect(await stored()).toMatchObject({
      state: 'approved',
      approvedHash: 'one',
      approvedBy: 'desk',
      sendAt: slot,
    });
  });

  it('is refused where the check blocks, and leaves the draft as it was', async () => {
    const before = await stored();
    expect((await approve('desk', { block: true })).kind).toBe('blocked');
    expect(await stored()).toEqual(before);
  });

  it('given twice is given once; of a changed letter it is given anew', async () => {
    await approve('desk');
    expect((await approve('desk')).kind).toBe('already');
    expect((await approve('desk', { hash: 'two' })).kind).toBe('approved');
    expect(await stored()).toMatchObject({ state: 'approved', approvedHash: 'two' });
  });

  it('given twice still tells what blocks the second time', async () => {
    await approve('desk');
    expect(await approve('desk', { block: true })).toMatchObject({
      kind: 'already',
      report: { blocked: true },
    });
    expect((await stored()).state).toBe('approved');
  });

  it('of a changed letter that the check blocks leaves the approved edition in place', async () => {
    await approve('desk');
    expect((await approve('desk', { hash: 'two', block: true })).kind).toBe('blocked');
    expect(await stored()).toMatchObject({ state: 'approved', approvedHash: 'one' });
  });

  it('of two people takes two names, for one and the same edition', async () => {
    expect(await approve('desk', {}, 'two')).toMatchObject({ kind: 'waiting', by: ['desk'] });
    expect(await approve('desk', {}, 'two')).toMatchObject({ kind: 'waiting', by: ['desk'] });
    expect(await approve('chief', { hash: 'changed' }, 'two')).toMatchObject({
      kind: 'waiting',
      by: ['chief'],
    });
    expect((await stored()).state).toBe('draft');
    expect((await approve('desk', { hash: 'changed' }, 'two')).kind).toBe('approved');
    expect(new Set((await stored()).approvedBy?.split(', '))).toEqual(new Set(['chief', 'desk']));
  });

  it('does not reach over a change that somebody made meanwhile', async () => {
    const meanwhile = () => database.pool.query('update issues set version = version + 1');
    expect((await approve('desk', { meanwhile })).kind).toBe('changed');
    expect((await stored()).state).toBe('draft');
  });

  it.each(['sending', 'paused', 'sent', 'cancelled'])(
    'comes too late when the issue is %s',
    async (state) => {
      await database.pool.query('update issues set state = $1', [state]);
      expect((await approve('desk')).kind).toBe('settled');
      expect((await stored()).state).toBe(state);
    },
  );

  it('of a period without an issue is refused', async () => {
    const other = '2026-W50' as Period;
    expect(await approveIssue(aPaper(), other, { by: 'desk', at: evening }, needs())).toEqual({
      kind: 'no_issue',
      period: other,
    });
  });

  it('is taken back with its reason, until the letter leaves', async () => {
    await approve('desk');
    const { id } = await stored();
    expect(await unapproveIssue(database.pool, id, 'Un titre a changé.')).toBe(true);
    expect(await stored()).toMatchObject({
      state: 'draft',
      approvedHash: null,
      unapprovedReason: 'Un titre a changé.',
    });
    await database.pool.query(`update issues set state = 'sending'`);
    expect(await unapproveIssue(database.pool, id as IssueId, 'Trop tard.')).toBe(false);
  });
});

describe('the schedule', () => {
  const schedule = (at?: Date, now = evening) =>
    scheduleIssue(
      aPaper(),
      week,
      { at, now },
      {
        find: (newsletter, period) => findIssue(database.pool, newsletter, period),
        schedule: (issue, time) => scheduleAt(database.pool, issue, time),
      },
    );

  it('takes an approved issue to its slot, or to the time given', async () => {
    await approve('desk');
    expect(await schedule()).toMatchObject({ kind: 'scheduled', at: slot });
    expect(await schedule()).toMatchObject({ kind: 'already', at: slot });
    const later = new Date('2026-11-24T09:00:00Z');
    expect(await schedule(later)).toMatchObject({ kind: 'scheduled', at: later });
    expect(await stored()).toMatchObject({ state: 'scheduled', sendAt: later });
  });

  it('refuses a time that has passed, and an issue that nobody approved', async () => {
    expect((await schedule()).kind).toBe('not_now');
    await approve('desk');
    expect(await schedule(undefined, slot)).toMatchObject({ kind: 'past', at: slot });
    expect((await stored()).state).toBe('approved');
  });
});
