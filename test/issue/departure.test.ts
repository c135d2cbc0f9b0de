/** When an approved issue leaves by itself, minute by minute. */
import { expect, it } from 'vitest';
import { departureOf, hourOnceApproved } from '../../src/issue/departure.ts';
import type { DeskIssue } from '../../src/issue/desk.ts';
import { sampleIssue } from '../support/sample-issue.ts';

const newsletter = { undo_seconds: 60 };
const slot = new Date('2026-11-24T05:00:00Z');
const after = (seconds: number) => new Date(slot.getTime() + seconds * 1000);
const approved: DeskIssue = {
  ...sampleIssue(),
  ...{ state: 'approved', sendAt: slot, approvedAt: after(-7_200), approvedBy: 'Rose' },
  ...{ edited: [], leaveAskedBy: null, draftedFor: slot, unapprovedReason: null },
};
const hours = (count: number) => count * 3_600;

it.each<[string, Partial<DeskIssue>, number, string | null, Date]>([
  ['an hour before', {}, -hours(1), 'ahead', slot],
  ['within the time to take it back', {}, -60, 'counting', slot],
  ['while workers may be about to take it', {}, 119, 'counting', slot],
  ['when nobody took it', {}, 121, 'late', slot],
  ['when the news is old', {}, hours(36), 'missed', slot],
  [
    'approved after the slot',
    { approvedAt: after(hours(2)) },
    hours(2) + 30,
    'counting',
    after(hours(2) + 60),
  ],
  [
    'approved when the news is old',
    { approvedAt: after(hours(40)) },
    hours(40),
    'missed',
    after(hours(40) + 60),
  ],
  ['asked for in the studio', { state: 'scheduled', leaveAskedBy: 'Rose' }, -hours(1), 'counting', slot],
  ['a draft', { state: 'draft' }, -hours(1), null, slot],
  ['held back', { sendAt: null }, -hours(1), null, slot],
])('%s', (_, change, seconds, kind, at) => {
  const departure = departureOf(newsletter, { ...approved, ...change }, after(seconds));
  expect(departure).toEqual(kind === null ? null : { kind, at });
});

it.each<[string, 'none' | 'one', Date | null, number, string]>([
  ['an hour before', 'one', slot, -hours(1), 'ahead'],
  ['at the hour', 'one', slot, 0, 'passed'],
  ['an hour later', 'one', slot, hours(1), 'passed'],
  ['without an hour', 'one', null, -hours(1), 'none'],
  ['an hour later where nobody has to approve', 'none', slot, hours(1), 'at_once'],
  ['when the news is old where nobody has to approve', 'none', slot, hours(36), 'passed'],
])('an approval %s', (_, approval, sendAt, seconds, kind) => {
  expect(hourOnceApproved({ approval }, { sendAt }, after(seconds)).kind).toBe(kind);
});
