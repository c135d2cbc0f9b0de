import { expect, test } from 'vitest';
import { parsePeriod, periodAfter } from '../../src/issue/period.ts';
import { openTestNewsroom } from '../support/newsroom.ts';
import { runProgram } from '../support/program.ts';

test('the desk’s week: drafted once, checked, approved as one edition, scheduled', async () => {
  await using newsroom = await openTestNewsroom();
  const ask = async (...args: string[]) => {
    const { code, stdout, stderr } = await newsroom.hebdo(...args, '--json');
    if (code === 1) throw new Error(stderr);
    return { code, told: stdout === '' ? null : JSON.parse(stdout), stderr };
  };

  const early = await ask('draft', 'lhebdo');
  expect(early).toMatchObject({ code: 3, told: { outcome: 'empty' } });
  expect(await ask('check', 'lhebdo')).toMatchObject({ code: 3, told: { outcome: 'no_issue' } });
  await newsroom.hebdo('gather', 'lhebdo');

  const drafted = await ask('draft', 'lhebdo');
  expect(drafted).toMatchObject({ code: 0, told: { outcome: 'drafted', state: 'draft', version: 1 } });
  const { period, items } = drafted.told;
  expect(items[0]).toMatchObject({ block: 'lead', reason: expect.stringMatching(/^En tête : /) });
  expect(new Set(items.map(({ id }: { id: number }) => id)).size).toBeGreaterThan(15);
  expect(await ask('draft', 'lhebdo')).toMatchObject({ code: 0, told: { outcome: 'kept', items } });

  const unheard = await ask('check', 'lhebdo');
  expect(unheard.code).toBe(3);
  // Notes are told beside it and keep nothing back.
  expect(unheard.told.findings.filter(({ level }: { level: string }) => level !== 'note')).toEqual([
    expect.objectContaining({ level: 'block', check: 'audience' }),
  ]);
  expect(await ask('approve', 'lhebdo')).toMatchObject({
    code: 3,
    told: { outcome: 'blocked', state: 'draft' },
  });
  await newsroom.hebdo('subscribers', 'add', 'lectrice@example.org', '--newsletter', 'lhebdo');

  const approved = await ask('approve', 'lhebdo', '--by', 'La rédaction');
  expect(approved).toMatchObject({
    code: 0,
    told: { outcome: 'approved', state: 'approved', by: 'La rédaction' },
  });
  expect(approved.told.edition).toBe(approved.told.approved_hash);
  expect(await ask('approve', 'lhebdo')).toMatchObject({ code: 0, told: { outcome: 'already' } });
  expect(await ask('draft', 'lhebdo', '--again')).toMatchObject({
    code: 0,
    told: { outcome: 'kept', why: 'settled', approved_hash: approved.told.approved_hash },
  });
  const at = new Date(Date.now() + 3_600_000).toISOString();
  expect(await ask('schedule', 'lhebdo', '--at', at)).toMatchObject({
    code: 0,
    told: { outcome: 'scheduled', state: 'scheduled', send_at: at },
  });

  const unsent = await runProgram(['send', 'lhebdo'], { ...newsroom.environment, SMTP_URL: '' });
  expect([unsent.code, unsent.stderr]).toEqual([2, expect.stringContaining('set SMTP_URL, for example')]);
  // Nothing was frozen that could not leave from here.
  expect((await ask('status', 'lhebdo')).told).toMatchObject({ state: 'scheduled' });

  const next = periodAfter(parsePeriod(period, 'weekly') ?? period);
  const nothing = await ask('draft', 'lhebdo', '--week', next);
  expect(nothing.told.items ?? []).not.toContainEqual(expect.objectContaining({ url: items[0].url }));
}, 240_000);

test('without a relay nobody can be asked whether they stay: wrong use', async () => {
  await using newsroom = await openTestNewsroom({}, { SMTP_URL: '' });
  expect(await newsroom.hebdo('subscribers', 'retention')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('set SMTP_URL'),
  });
}, 60_000);

test.each([
  ['a week that does not exist', ['draft', 'lhebdo', '--week', '2025-W53']],
  ['a day for a weekly', ['draft', 'lhebdo', '--day', '2026-11-24']],
  ['a time without its zone', ['schedule', 'lhebdo', '--at', '2026-11-24 06:00']],
])(
  '%s is wrong use',
  async (_, args) => {
    await using newsroom = await openTestNewsroom();
    expect(await newsroom.hebdo(...args)).toMatchObject({ code: 2 });
  },
  60_000,
);
