import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../src/audience/ids.ts';
import {
  addDays,
  dayInWords,
  dayOf,
  isDay,
  momentOf,
  startOfDay,
  weekdayOf,
} from '../../src/issue/calendar.ts';
import { issueNumber } from '../../src/issue/number.ts';
import {
  dayAfter,
  firstDayOf,
  parsePeriod,
  periodAfter,
  periodAt,
  periodOfDay,
} from '../../src/issue/period.ts';
import { currentPeriod, draftDue, slotOf } from '../../src/issue/slot.ts';

const paris = 'Europe/Paris';
const lhebdo = {
  frequency: 'weekly',
  time_zone: paris,
  schedule: { draft: '0 18 * * 1', send: '0 6 * * 2' },
} as const;
const daily = {
  frequency: 'daily',
  time_zone: paris,
  schedule: { draft: '0 18 * * 0-4', send: '0 6 * * 1-5' },
} as const;

describe('a day in a time zone', () => {
  it.each([
    ['2026-11-22T22:59:59Z', paris, '2026-11-22'],
    ['2026-11-22T23:00:00Z', paris, '2026-11-23'],
    ['2026-07-13T22:00:00Z', paris, '2026-07-14'],
    ['2026-11-22T10:00:00Z', 'Pacific/Kiritimati', '2026-11-23'],
    ['2026-11-22T10:00:00Z', 'Pacific/Pago_Pago', '2026-11-21'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(dayOf(new Date(instant), zone)).toBe(day);
  });

  it.each([
    ['2026-03-29', paris, '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', paris, '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', paris, '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', paris, '2026-10-25T23:00:00.000Z'],
    // Chile's clocks went from midnight to one o'clock: the day begins at one.
    ['2025-09-07', 'America/Santiago', '2025-09-07T04:00:00.000Z'],
    // Cuba's clocks went from one o'clock back to midnight: the first of the two midnights begins the day.
    ['2025-11-02', 'America/Havana', '2025-11-02T04:00:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });

  it('begins on that day and not a second earlier, whatever day and zone', () => {
    const zones = fc.constantFrom(paris, 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), zones, (days, zone) => {
        const day = addDays('1990-01-01', days);
        const start = startOfDay(day, zone);
        expect(dayOf(start, zone)).toBe(day);
        expect(dayOf(new Date(start.getTime() - 1000), zone)).not.toBe(day);
      }),
    );
  });

  it.each([
    ['2026-11-24', 'fr', 'mardi 24 novembre'],
    ['2026-12-01', 'fr', 'mardi 1er décembre'],
    ['2026-11-24', 'en', 'Tuesday 24 November'],
  ] as const)('%s is said in %s as «%s»', (day, language, words) => {
    expect(dayInWords(day, language)).toBe(words);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', 'hier', '2026-00-10', '0000-01-01'])(
    'there is no day %s',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );
});

describe('an ISO week', () => {
  it.each([
    ['2023-03-28', '2023-W13'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2024-12-30', '2025-W01'],
    ['2022-01-01', '2021-W52'],
    ['2026-12-31', '2026-W53'],
  ])('holds %s as %s', (day, week) => {
    expect(periodOfDay(day, 'weekly')).toBe(week);
  });

  it('changes at midnight of the newsroom, not of Greenwich', () => {
    expect(periodAt(new Date('2026-11-22T22:59:00Z'), paris, 'weekly')).toBe('2026-W47');
    expect(periodAt(new Date('2026-11-22T23:01:00Z'), paris, 'weekly')).toBe('2026-W48');
  });

  it.each([
    ['2026-W47', 'weekly', '2026-W47'],
    ['2026-W53', 'weekly', '2026-W53'],
    ['2025-W53', 'weekly', null],
    ['2026-W00', 'weekly', null],
    ['2026-47', 'weekly', null],
    ['2026-11-22', 'weekly', null],
    ['2026-11-22', 'daily', '2026-11-22'],
    ['2026-02-30', 'daily', null],
    ['2026-W47', 'daily', null],
  ] as const)('%s of a %s is read as %s', (text, frequency, period) => {
    expect(parsePeriod(text, frequency)).toBe(period);
  });

  it('begins on Monday, and the next begins where it ends, for any day of a century', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), (days) => {
        const day = addDays('1980-01-01', days);
        const week = periodOfDay(day, 'weekly');
        expect(weekdayOf(firstDayOf(week))).toBe(1);
        expect(firstDayOf(week) <= day && day < dayAfter(week)).toBe(true);
        expect(firstDayOf(periodAfter(week))).toBe(dayAfter(week));
        expect(parsePeriod(week, 'weekly')).toBe(week);
      }),
    );
  });
});

describe('an hour that somebody types', () => {
  it.each([
    ['in winter', '2026-11-24', '06:30', 'Europe/Paris', '2026-11-24T05:30:00.000Z'],
    ['in summer', '2026-07-07', '06:30', 'Europe/Paris', '2026-07-07T04:30:00.000Z'],
    ['after the clocks went forward', '2026-03-29', '06:30', 'Europe/Paris', '2026-03-29T04:30:00.000Z'],
    ['before they go forward', '2026-03-29', '01:59', 'Europe/Paris', '2026-03-29T00:59:00.000Z'],
    ['as they go forward', '2026-03-29', '03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
    ['after the clocks went back', '2026-10-25', '06:30', 'Europe/Paris', '2026-10-25T05:30:00.000Z'],
    ['before they go back', '2026-10-25', '01:30', 'Europe/Paris', '2026-10-24T23:30:00.000Z'],
    ['that comes twice: the first', '2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
    ['that comes once more', '2026-10-25', '03:00', 'Europe/Paris', '2026-10-25T02:00:00.000Z'],
    ['at midnight', '2026-10-25', '00:00', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
    ['far in the west', '2026-03-08', '06:30', 'America/Los_Angeles', '2026-03-08T13:30:00.000Z'],
    ['far in the east', '2026-11-24', '06:30', 'Pacific/Kiritimati', '2026-11-23T16:30:00.000Z'],
    ['by half an hour', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('%s is that of the wall clock: %s %s in %s', (_, day, time, zone, instant) => {
    expect(momentOf(day, time, zone)?.toISOString()).toBe(instant);
  });

  it.each([
    ['2026-03-29', '02:00', 'Europe/Paris'],
    ['2026-03-29', '02:30', 'Europe/Paris'],
    ['2026-04-24', '00:30', 'Africa/Cairo'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe'],
    ['2011-12-30', '12:00', 'Pacific/Apia'],
  ])('that no clock shows is none: %s %s in %s', (day, time, zone) => {
    expect(momentOf(day, time, zone)).toBeNull();
  });
});

describe('the slot of a period', () => {
  it.each([
    [lhebdo, '2026-W48', '2026-11-24T05:00:00.000Z'],
    [lhebdo, '2026-W27', '2026-06-30T04:00:00.000Z'],
    [daily, '2026-11-23', '2026-11-23T05:00:00.000Z'],
  ])('is found in the newsroom’s hours (%#)', (timetable, period, slot) => {
    expect(slotOf(timetable, period as Period)?.toISOString()).toBe(slot);
  });

  it('does not exist on a Sunday of a weekday paper', () => {
    expect(slotOf(daily, '2026-11-22' as Period)).toBeNull();
  });

  it('exists on the night of a clock change, when its hour does not', () => {
    const night = { ...lhebdo, schedule: { ...lhebdo.schedule, send: '30 2 * * 0' } };
    expect(slotOf(night, '2026-W13' as Period)?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['a weekly on Sunday evening', lhebdo, '2026-11-22T20:00:00Z', '2026-W47'],
    ['a weekly on Monday, drafting', lhebdo, '2026-11-23T17:00:00Z', '2026-W48'],
    ['a weekly after its slot', lhebdo, '2026-11-26T17:00:00Z', '2026-W48'],
    ['a daily in the morning', daily, '2026-11-23T06:00:00Z', '2026-11-23'],
    ['a daily drafting in the evening for tomorrow', daily, '2026-11-23T17:00:00Z', '2026-11-24'],
    [
      'a weekly that drafts on Sunday for Monday',
      { ...lhebdo, schedule: { draft: '0 18 * * 0', send: '0 6 * * 1' } },
      '2026-11-22T17:00:00Z',
      '2026-W48',
    ],
  ])('%s is making the issue of %#', (_, timetable, now, period) => {
    expect(currentPeriod(timetable, new Date(now))).toBe(period);
  });
});

describe('a draft is due', () => {
  it.each([
    ['not before its time', lhebdo, '2026-11-23T16:59:00Z', null],
    ['at its time', lhebdo, '2026-11-23T17:00:00Z', '2026-W48'],
    ['as long as the slot is ahead', lhebdo, '2026-11-24T04:59:00Z', '2026-W48'],
    ['not after its slot', lhebdo, '2026-11-24T05:00:00Z', null],
    ['the evening before, for a daily', daily, '2026-11-23T17:00:00Z', '2026-11-24'],
    ['not on Friday evening, for a paper of weekdays', daily, '2026-11-27T18:00:00Z', null],
  ])('%s', (_, timetable, now, period) => {
    expect(draftDue(timetable, new Date(now))).toBe(period);
  });
});

describe('the number of an issue', () => {
  const known = { number: 256, date: '2023-03-28', skip: [] };
  it.each([
    ['2023-W13', 256],
    ['2023-W14', 257],
    ['2023-W12', 255],
    ['2026-W47', 446],
    ['2026-W48', 447],
    ['2027-W01', 453],
  ])('continues from n° 256 of 28 March 2023: %s is n° %d', (period, number) => {
    expect(issueNumber(known, 'weekly', period as Period)).toBe(number);
  });

  it('leaves out the weeks without an issue, on either side of the known one', () => {
    const skip = ['2023-W32', '2023-W33', '2023-W10', '2030-W01'];
    expect(issueNumber({ ...known, skip }, 'weekly', '2026-W48' as Period)).toBe(445);
    expect(issueNumber({ ...known, skip }, 'weekly', '2023-W11' as Period)).toBe(254);
    expect(issueNumber({ ...known, skip }, 'weekly', '2023-W09' as Period)).toBe(253);
  });

  it('counts the days of a daily, and only those on which it appears', () => {
    const numbering = { number: 100, date: '2026-11-20', skip: ['2026-11-25'] };
    expect(issueNumber(numbering, 'daily', '2026-11-27' as Period)).toBe(106);
    const onWeekdays = (period: Period) => slotOf(daily, period) !== null;
    expect(issueNumber(numbering, 'daily', '2026-11-27' as Period, onWeekdays)).toBe(104);
  });
});
