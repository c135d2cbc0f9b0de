import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/gather/dates.ts';

describe('a date', () => {
  it.each([
    ['Thu, 18 Jul 2024 06:34:38 +0000', '2024-07-18T06:34:38Z'],
    ['Sat, 7 Jan 2017 08:00:45 +0100', '2017-01-07T07:00:45Z'],
    ['Sat, 15 Jun 2013 01:17:49 PDT', '2013-06-15T08:17:49Z'],
    ['Thu, 07 Dec 17 10:00:29 -0800', '2017-12-07T18:00:29Z'],
    ['\n Wed, 03 Jan 2018 13:47:00 GMT\n', '2018-01-03T13:47:00Z'],
    ['18 Jul 2024 06:34 Z', '2024-07-18T06:34:00Z'],
    ['Tue, 28 Mar 2023 06:00:00 CEST', '2023-03-28T04:00:00Z'],
    ['Tue, 31 Jan 2023 06:00:00 CET', '2023-01-31T05:00:00Z'],
    ['2017-01-07T13:07:24+01:00', '2017-01-07T12:07:24Z'],
    ['2017-01-07T13:07:24.123Z', '2017-01-07T13:07:24Z'],
    ['2017-01-07 13:07:24 +0100', '2017-01-07T12:07:24Z'],
    ['mar., 28 mars 2023 15:00:00 +0200', '2023-03-28T13:00:00Z'],
    ['Mardi 14 février 2023 08:30:00 +0100', '2023-02-14T07:30:00Z'],
    ['November 20, 2026 10:00:00 GMT', '2026-11-20T10:00:00Z'],
  ])('%j is %s', (text, instant) => {
    expect(readDate(text, 'Europe/Paris')).toEqual(new Date(instant));
  });

  it.each([
    ['2020/1/10 14:33:00', '2020-01-10T13:33:00Z'],
    ['2026-07-14T09:00:00', '2026-07-14T07:00:00Z'],
    ['2026-07-14', '2026-07-13T22:00:00Z'],
    ['23 septembre 2014 à 15h00', '2014-09-23T13:00:00Z'],
    ['1er août 2026 à 8h', '2026-08-01T06:00:00Z'],
    ['28/03/2023 14:00', '2023-03-28T12:00:00Z'],
    // The hour that summer time skips and the hour that winter time repeats are read, not refused.
    ['2026-03-29 02:30:00', '2026-03-29T01:30:00Z'],
    ['2026-10-25 03:30:00', '2026-10-25T02:30:00Z'],
  ])('%j without a zone is the one of Paris: %s', (text, instant) => {
    expect(readDate(text, 'Europe/Paris')).toEqual(new Date(instant));
  });

  it('without a zone is in the zone of the newsletter', () => {
    expect(readDate('2026-07-14 09:00', 'Indian/Reunion')).toEqual(new Date('2026-07-14T05:00:00Z'));
  });

  it.each([
    '',
    'hier',
    '31 février 2026',
    '2026-13-01',
    '2026-11-20 25:00:00',
    'Thu, 01 Jan 1970 00:00:00 +0000',
    '-0001-11-30T00:00:00+00:00',
    '0000-00-00 00:00:00',
    '12 brumaire 2026',
  ])('%j is none', (text) => {
    expect(readDate(text, 'Europe/Paris')).toBeNull();
  });
});
