/** The letter's bones as they are heard: its language, its headings, its order, its tables. */
import type { Element } from 'domhandler';
import { type Say, sayCount } from '../config/say.ts';
import type { Finding } from './finding.ts';
import { everyElement, inlineStyle, textInside } from './letter-style.ts';
import { reading, shortened } from './reading-finding.ts';

/** One h1, then no step left out: a screen reader's user goes from heading to heading. */
export function headingFindings(elements: readonly Element[], say: Say): Finding[] {
  const headings = elements.filter(({ name }) => /^h[1-6]$/.test(name));
  const first = headings.filter(({ name }) => name === 'h1').length;
  const levels = headings.map(({ name }) => Number(name[1]));
  const jump = levels.findIndex((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1);
  const jumped = headings[jump];
  return [
    ...(first === 1
      ? []
      : [
          reading({
            level: 'note',
            place: 'h1',
            message: sayCount(
              first,
              say,
              [
                'La lettre n’a pas de titre de premier niveau ; il en faut un.',
                `La lettre a ${first} titres de premier niveau ; il en faut un.`,
              ],
              [
                'The letter has one heading of the first level; there should be one.',
                `The letter has ${first} headings of the first level; there should be one.`,
              ],
            ),
            fix: say(
              'Mettez le nom de la lettre, et lui seul, dans un h1.',
              'Put the letter’s name, and nothing else, in an h1.',
            ),
          }),
        ]),
    ...(jumped
      ? [
          reading({
            level: 'note',
            place: shortened(textInside(jumped)),
            message: say(
              `Ce titre saute du niveau ${levels[jump - 1]} au niveau ${levels[jump]}.`,
              `This heading jumps from level ${levels[jump - 1]} to level ${levels[jump]}.`,
            ),
            fix: say('Suivez l’ordre h1, h2, h3.', 'Follow the order h1, h2, h3.'),
          }),
        ]
      : []),
  ];
}

/** What is drawn in another order than it is written is heard in the wrong one. */
export function orderFindings(elements: readonly Element[], say: Say): Finding[] {
  const turned = elements.filter((element) =>
    inlineStyle(element).some(
      ({ prop, value }) =>
        (prop === 'direction' && value === 'rtl') ||
        (prop === 'order' && value !== '0') ||
        (prop === 'flex-direction' && value.endsWith('reverse')) ||
        (prop === 'position' && /absolute|fixed/.test(value)),
    ),
  );
  const [first] = turned;
  if (!first) return [];
  return [
    reading({
      level: 'note',
      place: shortened(textInside(first)) || first.name,
      message: say(
        'Un style change l’ordre de ce qui se voit : on l’entendra dans l’ordre du code.',
        'A style changes the order of what is seen: it is heard in the order of the code.',
      ),
      fix: say(
        'Écrivez les blocs dans l’ordre où ils se lisent.',
        'Write the blocks in the order they are read.',
      ),
    }),
  ];
}

/** Layout tables without a role are read out as tables of data; without a language, with a wrong accent. */
export function documentFindings(elements: readonly Element[], say: Say): Finding[] {
  const html = elements.find(({ name }) => name === 'html');
  const tables = elements.filter(
    (table) =>
      table.name === 'table' &&
      !/^(presentation|none)$/.test(table.attribs.role ?? '') &&
      !everyElement(table).some(({ name }) => name === 'th'),
  );
  return [
    ...(html?.attribs.lang
      ? []
      : [
          reading({
            level: 'warn',
            place: 'html',
            message: say('La lettre ne dit pas sa langue.', 'The letter does not say its language.'),
            fix: say('Ajoutez lang="fr" à <html> ou <mjml>.', 'Add lang="…" to <html> or <mjml>.'),
          }),
        ]),
    ...(tables.length === 0
      ? []
      : [
          reading({
            level: 'note',
            place: 'html',
            message: sayCount(
              tables.length,
              say,
              [
                'Un tableau de mise en page sera lu comme des données.',
                `${tables.length} tableaux de mise en page seront lus comme des données.`,
              ],
              [
                'One layout table is read out as data.',
                `${tables.length} layout tables are read out as data.`,
              ],
            ),
            fix: say('Ajoutez role="presentation" à chacun.', 'Add role="presentation" to each.'),
          }),
        ]),
  ];
}
