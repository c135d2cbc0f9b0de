import { describe, expect, it } from 'vitest';
import { planStages, type Stage, stageInWords, stepOf, waitOf } from '../../src/outbox/stages.ts';

const release = { seeds: [] as string[], share_percent: 1, from_letters: 2000, settle_minutes: 2 };

describe('who leaves before the rest', () => {
  it('is a share of a long list', () => {
    expect(planStages(release, 2000)).toEqual({ seeds: [], sharePercent: 1 });
  });

  it('is nobody of a short one', () => {
    expect(planStages(release, 1999)).toEqual({ seeds: [], sharePercent: 0 });
  });

  it('is a share of a short one too where an editor says so', () => {
    expect(planStages({ ...release, from_letters: 0 }, 30).sharePercent).toBe(1);
  });

  it('are the seeds whatever the length, by the spelling that the list keeps', () => {
    expect(planStages({ ...release, seeds: ['Redaction@Example.ORG'] }, 3)).toEqual({
      seeds: ['redaction@example.org'],
      sharePercent: 0,
    });
  });
});

describe('a stage', () => {
  const through: Stage = {
    name: 'share',
    number: 2,
    of: 3,
    letters: 100,
    untried: 0,
    putOff: 3,
    triedForMs: 120_000,
    settleMs: 120_000,
    waiting: 9_900,
  };
  it.each<[string, Partial<Stage>, ReturnType<typeof stepOf>]>([
    ['that is through and was looked at lets the next one go', {}, { kind: 'release' }],
    ['that is not through waits', { untried: 1 }, { kind: 'wait', wait: { for: 'outcomes', untried: 1 } }],
    [
      'that was mostly put off says nothing yet',
      { putOff: 51 },
      { kind: 'wait', wait: { for: 'put_off', putOff: 51 } },
    ],
    ['that has just become through is marked', { triedForMs: null }, { kind: 'tried' }],
    [
      'that is looked at waits for the rest of the time',
      { triedForMs: 50_000 },
      { kind: 'wait', wait: { for: 'settling', forMs: 70_000 } },
    ],
    ['without a time to look at it waits for none', { triedForMs: 0, settleMs: 0 }, { kind: 'release' }],
  ])('%s', (_, change, step) => {
    expect(stepOf({ ...through, ...change })).toEqual(step);
  });

  it.each<[Partial<Stage>, string]>([
    [
      { untried: 12 },
      '9,900 more letters wait for stage 2 of 3 (share, 100 letters), of which 12 have no answer yet.',
    ],
    [
      { triedForMs: 50_000 },
      '9,900 more letters wait another 70 s to see how stage 2 of 3 (share, 100 letters) is received.',
    ],
    [
      { putOff: 60, waiting: 1 },
      '1 more letter waits for stage 2 of 3 (share, 100 letters), of which 60 were put off: half must be through.',
    ],
  ])('is told in a sentence', (change, said) => {
    const stage = { ...through, ...change };
    expect(stageInWords(stage, waitOf(stage))).toBe(said);
  });
});
