import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/audience/address.ts';
import type { EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import { type ApproveNeeds, type Approver, approveIssue } from '../../src/issue/approve.ts';
import type { DeskIssue } from '../../src/issue/desk.ts';
import type { Edition } from '../../src/issue/edition.ts';
import type { Finding } from '../../src/issue/finding.ts';
import { scheduleIssue } from '../../src/issue/schedule.ts';
import { scheduleAt, unapproveIssue } from '../../src/world/db/approvals.ts';
import type { Database } from '../../src/world/db/database.ts';
import { storeEditor } from '../../src/world/db/editors.ts';
import { giveApproval } from '../../src/world/db/give-approval.ts';
import { createIssue, findIssue } from '../../src/world/db/issues.ts';
import { chooseSegment, chosenSegment } from '../../src/world/db/segments.ts';
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
    slot,
    sendAt: slot,
    draftedAt: evening,
  });
});

/** What the check would say; the edition's name is all that approval looks at. */
type Checked = { hash?: string; block?: boolean; meanwhile?: (issue: DeskIssue) => Promise<unknown> };

const readersOf = async (id: IssueId, client: Parameters<typeof chosenSegment>[0]) =>
  (await chosenSegment(client, id)) ?? 'everybody';

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
    readers: ({ id }) => readersOf(id, pool),
    give: (issue, _, given, judge) =>
      giveApproval(pool, issue, given, judge, (client) => readersOf(issue.id, client)),
    unapprove: (id, reason) => unapproveIssue(pool, id, reason),
  };
}

function approve(by: string, checked: Checked = {}, approval: 'none' | 'one' | 'two' = 'one', at = evening) {
  return approveIssue(aPaper({ approval }), week, { by, at }, needs(checked));
}

/** As in the studio, where two must agree: readers are those that the page showed. */
function approveThere(by: string, readers: string, checked: Checked = {}) {
  const signed = { by, at: evening, readers, chiefAsked: true };
  return approveIssue(aPaper({ approval: 'two' }), week, signed, needs(checked));
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

  it.each<['none' | 'one', Date, Date | null]>([
    ['one', new Date(slot.getTime() - 1_000), slot],
    ['one', slot, null],
    ['one', new Date(slot.getTime() + 3_600_000), null],
    ['none', new Date(slot.getTime() + 3_600_000), slot],
  ])('where %s must approve, given at %s: lets it leave by itself at %s', async (approval, at, sendAt) => {
    expect((await approve('desk', {}, approval, at)).kind).toBe('approved');
    expect(await stored()).toMatchObject({ state: 'approved', sendAt });
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

describe('approval by two, one of them a chief', () => {
  beforeEach(async () => {
    const { db, pool } = database;
    await pool.query('truncate editors cascade');
    for (const [name, role] of [
      ['Anna', 'editor'] as const,
      ['Bruno', 'editor'] as const,
      ['Chloé', 'chief'] as const,
    ]) {
      const email = `${role}-${name.length}@example.org`;
      const address = parseEmailAddress(email);
      if (address.kind === 'fault') throw new Error(email);
      await storeEditor(db, { email, key: address.key, name, roles: [role], language: 'fr', at: evening });
    }
  });

  it('is not reached by two editors who press while both are being checked', async () => {
    const { promise: bothHere, resolve } = Promise.withResolvers<void>();
    let here = 0;
    const meanwhile = async () => {
      if (++here === 2) resolve();
      await bothHere;
    };
    const outcomes = await Promise.all([
      approveThere('Anna', 'everybody', { meanwhile }),
      approveThere('Bruno', 'everybody', { meanwhile }),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['needs_chief', 'waiting']);
    expect((await stored()).state).toBe('draft');
    const [first] = outcomes.flatMap((one) => (one.kind === 'waiting' ? one.by : []));
    expect((await approveThere('Chloé', 'everybody')).kind).toBe('approved');
    expect((await stored()).approvedBy).toBe(`${first}, Chloé`);
  });

  it('is not reached by one person under two names', async () => {
    expect((await approveThere('Chloé', 'everybody')).kind).toBe('waiting');
    const key = 'chief-5@example.org';
    const renamed = { email: key, key, name: 'Chloé Martin', language: 'fr', at: evening } as const;
    expect(await storeEditor(database.db, { ...renamed, roles: ['chief'] })).toBe('changed');
    expect(await approveThere('Chloé Martin', 'everybody')).toMatchObject({
      kind: 'waiting',
      by: ['Chloé Martin'],
    });
    expect((await approveThere('Anna', 'everybody')).kind).toBe('approved');
    expect((await stored()).approvedBy).toBe('Anna, Chloé Martin');
  });

  it('takes the chief first, too', async () => {
    expect((await approveThere('Chloé', 'everybody')).kind).toBe('waiting');
    expect((await approveThere('Anna', 'everybody')).kind).toBe('approved');
  });

  const choose = async (
    segment: string | null | undefined,
    alike = (_: string | null | undefined) => false,
  ) => {
    const { id } = await stored();
    const reason = 'Les destinataires ont changé.';
    return chooseSegment(database.pool, id, segment, { by: 'Bruno', at: evening, reason }, alike);
  };

  it('is asked of both again when other readers are chosen between them', async () => {
    expect((await approveThere('Anna', 'everybody')).kind).toBe('waiting');
    await choose('arles');
    expect((await stored()).unapprovedReason).toBe('Les destinataires ont changé.');
    expect(await approveThere('Chloé', 'arles')).toMatchObject({ kind: 'waiting', by: ['Chloé'] });
    expect((await stored()).state).toBe('draft');
    // Also when they become the same as before: nobody may be taken at an older word.
    await choose(undefined);
    expect(await approveThere('Anna', 'everybody')).toMatchObject({ kind: 'waiting', by: ['Anna'] });
  });

  it('choosing the same again, or the same readers by another name, leaves what was said', async () => {
    await choose('arles');
    expect(await approveThere('Anna', 'arles')).toMatchObject({ kind: 'waiting', by: ['Anna'] });
    expect(await choose('arles')).toBe('same');
    const before: (string | null | undefined)[] = [];
    expect(await choose(undefined, (one) => before.push(one) > 0)).toBe('same');
    expect(before).toEqual(['arles']);
    expect(await chosenSegment(database.pool, (await stored()).id)).toBeUndefined();
    const { rows } = await database.pool.query('select by from approvals');
    expect(rows).toEqual([{ by: 'Anna' }]);
    expect((await stored()).unapprovedReason).toBeNull();
  });

  it('is given where the same readers are chosen by another name during the check', async () => {
    let times = 0;
    const late: ApproveNeeds = {
      ...needs(),
      give: async (issue, edition, given, judge) => {
        times++;
        await choose(null, () => true);
        return needs().give(issue, edition, given, judge);
      },
    };
    const signed = { by: 'Anna', at: evening, readers: 'everybody', chiefAsked: true };
    expect((await approveIssue(aPaper(), week, signed, late)).kind).toBe('approved');
    expect(times).toBe(1);
  });

  it('counts only those who saw the same readers, whatever made them others', async () => {
    expect((await approveThere('Anna', 'everybody')).kind).toBe('waiting');
    const { id, version } = await stored();
    const given = {
      hash: 'one' as EditionHash,
      by: 'Chloé',
      at: evening,
      readers: 'arles',
      pastHourCounts: false,
    };
    const heard: string[][] = [];
    const judge = (approvers: readonly Approver[]) => {
      heard.push(approvers.map(({ by }) => by));
      return 'waiting' as const;
    };
    const issue = { ...(await stored()), id, version };
    await giveApproval(database.pool, issue, given, judge, async () => 'arles');
    expect(heard).toEqual([['Chloé']]);
  });

  it('is refused where the segment comes to mean others under its name during the check', async () => {
    await choose('arles');
    const late: ApproveNeeds = {
      ...needs(),
      give: (issue, _, given, judge) =>
        giveApproval(database.pool, issue, given, judge, async () => 'arles, without subscribers'),
    };
    const signed = { by: 'Anna', at: evening, readers: 'arles', chiefAsked: true };
    expect(await approveIssue(aPaper(), week, signed, late)).toMatchObject({
      kind: 'other_readers',
      now: 'arles, without subscribers',
    });
    const { rows } = await database.pool.query('select by from approvals');
    expect(rows).toEqual([]);
  });

  it('is refused where the page showed other readers, and where they are chosen during the check', async () => {
    await choose('arles');
    expect(await approveThere('Anna', 'everybody')).toMatchObject({
      kind: 'other_readers',
      seen: 'everybody',
      now: 'arles',
    });
    let chosen = '';
    const late: ApproveNeeds = {
      ...needs(),
      give: async (issue, edition, given, judge) => {
        chosen = await choose(null);
        return needs().give(issue, edition, given, judge);
      },
    };
    const signed = { by: 'Anna', at: evening, readers: 'arles', chiefAsked: true };
    expect(await approveIssue(aPaper(), week, signed, late)).toMatchObject({
      kind: 'other_readers',
      now: 'everybody',
    });
    expect(chosen).toBe('chosen');
    const { rows } = await database.pool.query('select by from approvals');
    expect(rows).toEqual([]);
  });
});

describe('the schedule', () => {
  const schedule = (at?: Date, now = evening, otherWeek = false) =>
    scheduleIssue(
      aPaper(),
      week,
      { at, now, otherWeek },
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

  it('refuses what is a slip of the hand, and asks about another week', async () => {
    await approve('desk');
    const [sunday, monday] = [new Date('2026-11-29T22:30:00Z'), new Date('2026-11-29T23:30:00Z')];
    expect((await schedule(new Date('9999-12-31T22:59:00Z'), evening, true)).kind).toBe('too_far');
    expect((await schedule(monday)).kind).toBe('other_week');
    expect(await stored()).toMatchObject({ state: 'approved', sendAt: slot });
    expect((await schedule(sunday)).kind).toBe('scheduled');
    expect((await schedule(monday, evening, true)).kind).toBe('scheduled');
  });

  it('refuses a time that has passed, and an issue that nobody approved', async () => {
    expect((await schedule()).kind).toBe('not_now');
    await approve('desk');
    expect(await schedule(undefined, slot)).toMatchObject({ kind: 'past', at: slot });
    expect((await stored()).state).toBe('approved');
  });
});
