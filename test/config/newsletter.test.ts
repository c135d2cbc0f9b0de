import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseNewsletter } from '../../src/config/newsletter.ts';
import { inEnglish } from '../../src/config/say.ts';
import { flawInWords } from '../../src/config/settings-words.ts';

const right = readFileSync(new URL('../../templates/lhebdo/newsletter.yaml', import.meta.url), 'utf8');

/** What is said of the settings after one passage was replaced, and the line that the replacement begins on. */
function faultsAfter(passage: string, by: string) {
  expect(right).toContain(passage);
  const parsed = parseNewsletter('lhebdo', 'newsletter.yaml', right.replace(passage, by));
  const line = right.slice(0, right.indexOf(passage)).split('\n').length;
  const faults = parsed.kind === 'faults' ? parsed.faults : [];
  return { line, faults, said: faults.map(({ key, flaw }) => `${key}: ${flawInWords(flaw, inEnglish)}`) };
}

it('takes the settings of the sample newsletter', () => {
  expect(parseNewsletter('lhebdo', 'newsletter.yaml', right).kind).toBe('newsletter');
});

it.each([
  ['"0 6 * * 2"', '"0 6 * * 9"', 'schedule.send: expected minute, hour'],
  ['"0 6 * * 2"', '"mardi 6 h"', 'schedule.send: expected a cron pattern of five fields'],
  ['approval: one', 'shade: blue', 'shade: Hebdo knows no such setting'],
  ['draft: "0 18', 'drfat: "0 18', 'schedule.drfat: Hebdo knows no such setting'],
  ['number: 256,', 'number: many,', 'numbering.number: Invalid input: expected number'],
  ['date: 2023-03-28', 'date: 2023-02-30', 'numbering.date: expected a day that the calendar has'],
  ['date: 2023-03-28 }', 'date: 2023-03-28, skip: [53] }', 'numbering.skip.0: '],
  ['id: politique', 'id: societe', 'sections.1.id: "societe" is there already'],
  ['- url: https://lacalanque.example/feed/', '- url: lacalanque', 'feeds.0.url: expected an http or https'],
  ['time_zone: Europe/Paris', 'time_zone: Paris', 'time_zone: expected an IANA time zone'],
  ['address: hebdo@lacalanque.example', 'address: hebdo', 'sender.address: expected an e-mail address'],
  ["title: L'Hebdo", 'title: "L\'Hebdo\\r\\nBcc: all@example.org"', 'title: expected text on one line'],
  [
    'approval: one',
    'testers: [ada@example.org, Ada@example.org]\napproval: one',
    'testers.1: this address is there already',
  ],
  ['approval: one', 'testers: [Ada]\napproval: one', 'testers.0: expected an e-mail address'],
  ['approval: one', '\tapproval: one', ': Tabs are not allowed as indentation'],
])('%s → %s is a fault with its line and key', (passage, by, said) => {
  const { line, faults, said: all } = faultsAfter(passage, by);
  expect(faults.map((fault) => fault.line)).toContain(line);
  expect(all.join('\n')).toContain(said);
});

it('names the section that does not exist, and those that do', () => {
  const { said } = faultsAfter('    name: La Calanque\n', '    name: La Calanque\n    section: meteo\n');
  expect(said).toEqual([expect.stringMatching(/^feeds\.0\.section: unknown section "meteo"; known are soc/)]);
});

it('tells beside a fault of syntax what is wrong before it, and nothing that it only seems to miss', () => {
  const { said } = faultsAfter('frequency: weekly\n', 'frequency: yearly\nshade: blue\napproval: [one\n');
  expect(said).toEqual([
    expect.stringMatching(/^frequency: Invalid option/),
    'shade: Hebdo knows no such setting',
    expect.stringMatching(/^: /),
  ]);
});

it('reports every fault at once, and a missing setting as missing', () => {
  const { said } = faultsAfter('numbering: { number: 256, date: 2023-03-28 }', 'approuval: two');
  expect(said).toEqual(['numbering: is missing', 'approuval: Hebdo knows no such setting']);
});
