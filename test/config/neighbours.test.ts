/** Newsletters that name each other, and names that are none. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examineNewsletters } from '../../src/app/doctor/newsletters.ts';
import { welcome } from '../../src/app/welcome.ts';
import { strangersAmong } from '../../src/config/neighbours.ts';
import { openTemplates } from '../../src/world/templates.ts';
import type { World } from '../../src/world/world.ts';

const weekly = { name: 'weekly', frequency: 'weekly' as const, other_rhythm: undefined, hold_back: [] };
const daily = { name: 'daily', frequency: 'daily' as const, other_rhythm: 'weekly', hold_back: ['weekly'] };

it.each([
  ['a weekly and its daily', {}, []],
  [
    'a rhythm that is no newsletter',
    { other_rhythm: 'wekly' },
    ['other_rhythm names «wekly», which is no newsletter'],
  ],
  ['a rhythm that is its own', { other_rhythm: 'daily' }, ['other_rhythm names the newsletter itself']],
  [
    'two of one rhythm',
    { frequency: 'weekly' as const },
    ['other_rhythm names «weekly», which is weekly too'],
  ],
  [
    'held back for nobody, and for itself',
    { hold_back: ['weekly', 'daly', 'daily'] },
    ['hold_back names «daly», which is no newsletter', 'hold_back names the newsletter itself'],
  ],
])('%s', (_what, change, messages) => {
  const found = strangersAmong([weekly, { ...daily, ...change }], ['weekly', 'daily']);
  expect(found).toEqual(messages.map((message) => ({ newsletter: 'daily', message })));
});

it('one whose settings cannot be read is there all the same', () => {
  expect(strangersAmong([daily], ['weekly', 'daily'])).toEqual([]);
});

it('is said by the doctor, and whenever the program starts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-neighbours-'));
  await cp('templates/essentiel', join(folder, 'essentiel'), { recursive: true });
  const file = join(folder, 'essentiel', 'newsletter.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace('other_rhythm: lhebdo', 'other_rhythm: hebdo').replace(/^hold_back:.*$/m, ''),
  );
  const templates = openTemplates(folder);
  const said = 'other_rhythm names «hebdo», which is no newsletter';
  const findings = await examineNewsletters(templates, new Date('2026-11-23T12:00:00Z'));
  expect(findings.filter(({ message }) => message === said)).toEqual([
    expect.objectContaining({ level: 'fault', fix: 'Known are essentiel.' }),
  ]);
  const world = {
    templates,
    configuration: { smtp: {}, templates: folder },
    publicUrl: 'http://127.0.0.1',
    clock: { now: () => new Date('2026-11-23T12:00:00Z') },
  } as unknown as World;
  expect(await welcome(world, { site: true })).toContain(`  essentiel  newsletter.yaml: ${said}`);
  await rm(folder, { recursive: true });
});

it('a sample that stands among the newsletters is pointed out by the doctor, and whenever the program starts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hebdo-samples-'));
  for (const name of ['lhebdo', 'weekly'])
    await cp('templates/lhebdo', join(folder, name), { recursive: true });
  const file = join(folder, 'weekly', 'newsletter.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('lacalanque.example', 'journal.example'));
  const templates = openTemplates(folder);
  const now = new Date('2026-11-23T12:00:00Z');
  const findings = await examineNewsletters(templates, now);
  expect(findings.filter(({ message }) => message.startsWith('a sample'))).toEqual([
    expect.objectContaining({
      level: 'warn',
      about: 'lhebdo',
      fix: expect.stringMatching(/HEBDO_TEMPLATES/),
    }),
  ]);
  const world = { templates, configuration: {}, clock: { now: () => now } } as unknown as World;
  const lines = await welcome(world, { site: false });
  expect(lines.filter((line) => line.includes('a sample'))).toEqual([expect.stringMatching(/^ {2}lhebdo /)]);
  await rm(folder, { recursive: true });
});
