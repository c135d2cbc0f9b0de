/** The exports of other programs, in the shapes that they document: who receives, who left, since when. */
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importPeople } from '../../../src/audience/import/import.ts';
import type { Person } from '../../../src/audience/import/person.ts';
import type { ReportedRow } from '../../../src/audience/import/tally.ts';

const folder = join(import.meta.dirname, 'samples');
const samples = readdirSync(folder);

async function read(sample: string) {
  return readList(createReadStream(join(folder, sample)));
}

async function readList(file: AsyncIterable<Uint8Array>) {
  const people: Person[] = [];
  const reported: ReportedRow[] = [];
  const result = await importPeople(
    {
      file,
      store: async (batch) => {
        people.push(...batch);
        return batch.map(({ standing }) => (standing === 'subscribed' ? 'added' : 'left'));
      },
      report: (row) => void reported.push(row),
      progress: () => {},
      layout: () => {},
    },
    {
      choosable: {
        newsletter: 'lhebdo',
        communes: [{ id: 'arles', name: 'Arles', aliases: [] }],
        sections: [],
      },
      now: new Date('2026-11-24T06:00:00Z'),
      signal: new AbortController().signal,
    },
  );
  if (result.kind === 'refused') throw new Error(result.reason);
  const { program, delimiter } = result.layout;
  return { program, delimiter, people, reported, counts: result.counts };
}

const marie = { email: 'marie@example.org', standing: 'subscribed', firstName: 'Marie', lastName: 'Durand' };
const jean = { email: 'jean@example.org', standing: 'subscribed', firstName: 'Jean' };
const luc = { email: 'luc@example.org', standing: 'unsubscribed' };
const march = { consentAt: new Date('2023-03-28T06:00:00Z') };
const left = { leftAt: new Date('2023-02-14T07:12:44Z') };

describe('an export is recognised by its columns, and each of its people stands as there', () => {
  it.each<[string, string, readonly object[]]>([
    [
      'Mailchimp',
      'mailchimp-subscribed.csv',
      [
        { ...marie, ...march },
        { ...jean, consentAt: new Date('2022-01-09T18:30:12Z') },
      ],
    ],
    ['Mailchimp', 'mailchimp-unsubscribed.csv', [{ ...luc, ...left }]],
    [
      'Mailchimp',
      'mailchimp-cleaned.csv',
      [{ email: 'partie@example.org', standing: 'bounced', leftAt: new Date('2022-12-06T05:31:09Z') }],
    ],
    ['Brevo', 'brevo.csv', [{ ...marie, ...march, commune: 'arles' }, jean, luc]],
    [
      'Mailjet',
      'mailjet.csv',
      [
        { ...marie, ...march },
        jean,
        { ...luc, ...left },
        { email: 'exclue@example.org', standing: 'unsubscribed' },
      ],
    ],
    [
      'listmonk',
      'listmonk.csv',
      [
        { ...marie, consentAt: new Date('2023-03-28T06:00:00.123Z') },
        { ...jean, consentAt: new Date('2022-01-09T18:30:12.500Z') },
        luc,
      ],
    ],
    ['Ghost', 'ghost.csv', [{ ...marie, ...march, premium: true }, { ...jean, premium: false }, luc]],
    [
      'Mailtrain',
      'mailtrain.csv',
      [
        { ...marie, consentAt: null },
        jean,
        luc,
        { email: 'partie@example.org', standing: 'bounced' },
        { email: 'fachee@example.org', standing: 'complained' },
      ],
    ],
    [
      'Substack',
      'substack.csv',
      [
        { email: 'marie@example.org', standing: 'subscribed', ...march, premium: true },
        { email: 'jean@example.org', standing: 'subscribed', premium: false },
        luc,
      ],
    ],
  ])('%s: %s', async (program, sample, people) => {
    const found = await read(sample);
    expect(found.program).toBe(program);
    expect(found.people).toEqual(people.map((person) => expect.objectContaining(person)));
    expect(found.reported).toEqual([]);
  });
});

describe('an export with faults in it', () => {
  const encodings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
    ['UTF-8 with a mark and CRLF', (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`)],
    ['Windows-1252, cut in its last row', (text) => Buffer.from(text.slice(0, -1), 'latin1')],
    ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ];

  it.each(samples.flatMap((sample) => encodings.map(([name, encode]) => [sample, name, encode] as const)))(
    '%s in %s: each is reported by its line, everybody else is there and stands as before',
    async (sample, _name, encode) => {
      const whole = await read(sample);
      const [first] = whole.people;
      const text = readFileSync(join(folder, sample), 'utf8').trimEnd();
      const row = (address: string) => (text.split('\n')[1] ?? '').replaceAll(first?.email ?? '', address);
      expect(row('x')).not.toContain(first?.email);
      const faults = [
        row('pas.une.adresse'),
        row('trop@example.org') + `${whole.delimiter}x`.repeat(3),
        `"${row('ouverte@example.org').replaceAll('"', '')}`,
        '',
        row('zoe@example.org'),
        row(first?.email ?? ''),
        `${row('é@')}`,
      ];
      const at = text.split('\n').length + 1;
      async function* bytes() {
        yield encode([text, ...faults, ''].join('\n'));
      }
      const { program, people, reported, counts } = await readList(bytes());
      expect(program).toBe(whole.program);
      const standing = (some: readonly Person[]) => some.map((one) => `${one.email} ${one.standing}`);
      expect(standing(people)).toEqual([...standing(whole.people), `zoe@example.org ${first?.standing}`]);
      expect(reported.map(({ line, kept }) => [line - at, kept])).toEqual(
        [0, 1, 2, 6].map((line) => [line, false]),
      );
      expect(counts).toMatchObject({ refused: 4, duplicates: whole.counts.duplicates + 1 });
    },
  );
});
