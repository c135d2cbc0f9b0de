/** Hebdo's own export, read back: everything in it, and what of it newsletter.yaml no longer knows, line by line. */
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/audience/csv.ts';
import { exportColumns } from '../../../src/audience/export.ts';
import { importPeople } from '../../../src/audience/import/import.ts';
import type { Person } from '../../../src/audience/import/person.ts';
import type { ReportedRow } from '../../../src/audience/import/tally.ts';

type Cells = Readonly<Record<string, string>>;

async function read(...rows: readonly Cells[]) {
  async function* file() {
    const usual: Cells = { email: 'marie@example.org', newsletter: 'lhebdo', state: 'active' };
    yield Buffer.from(csvLine(exportColumns));
    for (const row of rows)
      yield Buffer.from(csvLine(exportColumns.map((name) => ({ ...usual, ...row })[name] ?? '')));
  }
  const people: Person[] = [];
  const reported: ReportedRow[] = [];
  const result = await importPeople(
    {
      file: file(),
      store: async (batch) => {
        people.push(...batch);
        return batch.map(() => 'added');
      },
      report: (row) => void reported.push(row),
      progress: () => {},
      layout: () => {},
    },
    {
      choosable: {
        newsletter: 'lhebdo',
        communes: [
          { id: 'arles', name: 'Arles', aliases: [] },
          { id: 'port-de-bouc', name: 'Port-de-Bouc', aliases: [] },
        ],
        sections: [{ id: 'sante' }, { id: 'com-medias' }],
      },
      now: new Date('2026-11-24T06:00:00Z'),
      signal: new AbortController().signal,
    },
  );
  if (result.kind === 'refused') throw new Error(result.reason);
  const told = reported.map(({ line, kept, reason }) => `${line} ${kept ? 'kept' : 'refused'}: ${reason}`);
  return { layout: result.layout, people, chosen: people[0]?.chosen, told };
}

it('tells what a reader chose, and since when', async () => {
  const { layout, chosen, told } = await read({
    more_communes: 'port-de-bouc arles',
    sections: 'com-medias sante',
    attributes: '{"job": "maire, adjointe", "enfants": 2, "velo": true}',
    decided: 'commune first_name password',
    since: '2025-05-05T05:05:05.000Z',
    paused_until: '2027-01-31T23:00:00.000Z',
    created_at: '2024-02-29T10:11:12.345Z',
    contact_at: '2025-06-06T06:06:06.000Z',
  });
  expect(layout.program).toBe('Hebdo');
  expect(chosen).toEqual({
    moreCommunes: ['port-de-bouc', 'arles'],
    sections: ['com-medias', 'sante'],
    attributes: { job: 'maire, adjointe', enfants: 2, velo: true },
    decided: ['first_name', 'commune'],
    since: new Date('2025-05-05T05:05:05Z'),
    pausedUntil: new Date('2027-01-31T23:00:00Z'),
    createdAt: new Date('2024-02-29T10:11:12.345Z'),
    contactAt: new Date('2025-06-06T06:06:06Z'),
  });
  expect(told).toEqual([]);
});

it('who left did so when their state began', async () => {
  const { people } = await read({ state: 'unsubscribed', since: '2026-01-02T03:04:05.000Z' });
  expect(people).toMatchObject([{ standing: 'unsubscribed', leftAt: new Date('2026-01-02T03:04:05Z') }]);
});

it('names what newsletter.yaml does not know by its line, and keeps the rest of the row', async () => {
  const { people, chosen, told } = await read(
    { more_communes: 'arles atlantis', sections: 'sante horoscope meteo' },
    { email: 'jean@example.org', commune: 'atlantis' },
  );
  expect(chosen).toMatchObject({ moreCommunes: ['arles'], sections: ['sante'] });
  expect(people).toHaveLength(2);
  expect(told).toEqual([
    '2 kept: unknown commune «atlantis»; unknown rubrique «horoscope»; unknown rubrique «meteo»',
    '3 kept: unknown commune «atlantis»',
  ]);
});

describe('attributes are held to the rules of the API', () => {
  it.each<[string, string, object | null]>([
    ['{"job"', 'attributes are no JSON object', null],
    ['[1]', 'attributes are no JSON object', null],
    ['null', 'attributes are no JSON object', null],
    ['{"Job": 1, "velo": true}', 'attribute «Job» cannot be kept', { velo: true }],
    ['{"job": {"deep": 1}}', 'attribute «job» cannot be kept', null],
    ['{"job": "a\\u0000b", "velo": true}', 'attribute «job» cannot be kept', { velo: true }],
    ['{"job": "\\ud800", "velo": true}', 'attribute «job» cannot be kept', { velo: true }],
    [`{"job": "${'x'.repeat(501)}", "velo": true}`, 'attribute «job» cannot be kept', { velo: true }],
  ])('%s', async (attributes, reason, kept) => {
    const { chosen, told } = await read({ attributes });
    expect([chosen?.attributes, told]).toEqual([kept, [`2 kept: ${reason}`]]);
  });

  it('fifty of them, and those beyond are named', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`a${at}`, at]));
    const { chosen, told } = await read({ attributes: JSON.stringify(many) });
    expect(Object.keys(chosen?.attributes ?? {})).toHaveLength(50);
    expect(told).toEqual(['2 kept: attribute «a50» is beyond 50']);
  });
});

describe('a pause', () => {
  it.each<[string, string, readonly string[]]>([
    ['that is over is none', '2026-11-23T23:00:00.000Z', []],
    ['longer than a year is told', '2100-01-01T00:00:00.000Z', ['2100-01-01T00:00:00.000Z']],
    ['that is no day is told', 'bientôt', ['bientôt']],
  ])('%s', async (_, paused_until, told) => {
    const { chosen, told: reasons } = await read({ paused_until });
    expect(chosen?.pausedUntil).toBeNull();
    expect(reasons).toEqual(told.map((text) => `2 kept: pause until «${text}» is no day within a year`));
  });
});

it('a consent to one newsletter brings nobody into another', async () => {
  const { people, told } = await read(
    { newsletter: 'essentiel' },
    { newsletter: 'lhebdo' },
    { email: 'jean@example.org', newsletter: '', state: '' },
  );
  expect(people.map(({ email }) => email)).toEqual(['marie@example.org']);
  expect(told).toEqual([
    '2 refused: the row is of newsletter «essentiel»: import it with --newsletter essentiel',
    '4 refused: receives no newsletter, and did not ask for «lhebdo»',
  ]);
});
