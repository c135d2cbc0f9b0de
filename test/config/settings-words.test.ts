/** Every fault that newsletter.yaml can have, for an editor: in French without a word of the schema's English. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseNewsletter } from '../../src/config/newsletter.ts';
import { sayIn } from '../../src/config/say.ts';
import { faultAsLine, faultInWords } from '../../src/config/settings-words.ts';

const sound = await readFile('templates/lhebdo/newsletter.yaml', 'utf8');

function faultsOf(text: string) {
  const parsed = parseNewsletter('lhebdo', 'newsletter.yaml', text);
  return parsed.kind === 'faults' ? parsed.faults : [];
}

it.each([
  ['a setting that is not there', sound.replace(/^title:.*$/m, ''), 'title : ce réglage manque.'],
  ['a number for a text', sound.replace(/^title:.*$/m, 'title: 3'), 'il faut un texte, et il y a un nombre'],
  ['a setting that nobody knows', `bogus: 1\n${sound}`, 'Ligne 1, bogus : Hebdo ne connaît pas ce réglage.'],
  ['a word of another list', `images: stay\n${sound}`, 'il faut l’un de : "serve", "link".'],
  ['too little', sound.replace(/^undo_seconds:.*$/m, 'undo_seconds: -4'), 'undo_seconds : 0 au moins.'],
  [
    'too much',
    sound.replace(/^give_up_after_hours:.*$/m, 'give_up_after_hours: 900'),
    'give_up_after_hours : 168 au plus.',
  ],
  ['a short word', `spelling: { words: [a] }\n${sound}`, '2 caractères au moins'],
  [
    'a fraction',
    sound.replace('number: 256', 'number: 2.5'),
    'il faut un nombre entier, et il y a un nombre',
  ],
  ['too many testers', `testers: [${'a@b.example, '.repeat(51)}]\n${sound}`, '50 testeurs au plus'],
  ['no feed', sound.replace(/^feeds:\n( .*\n)+/m, 'feeds: []\n'), 'il faut un flux au moins'],
  [
    'a colour',
    sound.replace(/^colour:.*\n/m, '').concat('\ncolour: red\n'),
    'il faut une couleur comme "#0b5a78"',
  ],
  [
    'a time',
    `${sound.replace(/^schedule:\n( .*\n)+/m, '')}\nschedule: { send: x }\n`,
    'un motif cron de cinq champs',
  ],
  [
    'a section that is not there',
    sound.replace(/^( +)- url: .*$/m, '$&\n$1  section: nulle'),
    'la rubrique « nulle » n’existe pas',
  ],
  ['a setting twice', `${sound}\ntitle: Encore\n`, 'ce réglage y est deux fois'],
  ['a tab', `${sound}\n\tx: 1\n`, 'sans tabulation'],
  ['a bracket that stays open', `${sound}\nfoo: [\n`, 'l’écriture du fichier ne se lit pas ici'],
])('%s', (_, text, french) => {
  const faults = faultsOf(text);
  const told = faults.map((fault) => faultInWords(fault, sayIn('fr'))).join('\n');
  expect(told).toContain(french);
  expect(told.replace(/\(YAML : .*\)/g, '')).not.toMatch(/expected|Invalid|missing|setting|Too (big|small)/);
  for (const fault of faults) {
    const [place, words] = [`newsletter.yaml:${fault.line}: `, faultAsLine(fault)];
    expect(words.startsWith(place)).toBe(true);
    expect(faultInWords(fault, sayIn('en'))).toContain(words.slice(place.length).split(': ').at(-1));
  }
});

it.each([-1, 1e300, 2.5, 'é\né', [], {}, true, null, Number.NaN])(
  'whatever stands there: %j in the place of each value has a name of its own',
  (rubbish) => {
    const everywhere = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(everywhere);
      if (typeof value !== 'object' || value === null) return rubbish;
      return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, everywhere(inside)]));
    };
    const flaws = faultsOf(stringify(everywhere(parse(sound)))).map(({ flaw }) => flaw);
    expect(flaws.length).toBeGreaterThan(10);
    expect(flaws.filter(({ kind }) => kind === 'other')).toEqual([]);
  },
);
