/** Every fault that newsletter.yaml can have, for an editor: in French without a word of the schema's English. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseNewsletter } from '../../src/config/newsletter.ts';
import { sayIn } from '../../src/issue/finding.ts';
import { settingsFaultInWords } from '../../src/studio/words-settings.ts';

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
  const told = faults.map((fault) => settingsFaultInWords(fault, sayIn('fr'))).join('\n');
  expect(told).toContain(french);
  expect(told.replace(/\(YAML : .*\)/g, '')).not.toMatch(/expected|Invalid|missing|setting|Too (big|small)/);
  for (const fault of faults) expect(settingsFaultInWords(fault, sayIn('en'))).toContain(fault.message);
});
