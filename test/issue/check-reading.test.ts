/** What a letter sounds like, by examples: each bad one with its place, and good ones with none. */
import { expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { sayIn } from '../../src/config/say.ts';
import { checkReading } from '../../src/issue/check-reading.ts';
import { readLetter } from '../../src/issue/letter-style.ts';

const url = 'https://lacalanque.example/1/';
const articles = new Map([[url, { id: 1 as ArticleId, title: 'Le tramway ouvre' }]]);
const letter = (body: string) => `<html lang="fr"><body><h1>L'Hebdo</h1>${body}</body></html>`;
const found = (html: string) =>
  checkReading(readLetter(html), articles, sayIn('fr')).map(({ level, place, at, message }) =>
    [level, place, at?.kind === 'article' ? `→ ${at.id}` : '', message].join(' | '),
  );

it.each([
  ['a link with a text', `<a href="${url}">Le tramway ouvre</a>`],
  ['a picture that leads to its article', `<a href="${url}"><img src="a.jpg" alt="Une rame au port"></a>`],
  ['a picture that only decorates', '<img src="a.jpg" alt="">'],
  ['headings in their order', '<h2>Société</h2><h3>Un</h3><h3>Deux</h3><h2>Sports</h2>'],
  ['a table that lays out', '<table role="presentation"><tr><td>Un</td></tr></table>'],
  ['a table of data', '<table><tr><th>Jour</th></tr></table>'],
])('finds nothing in %s', (_, body) => {
  expect(found(letter(body))).toEqual([]);
});

it.each([
  [
    'a link without a text',
    `<a href="${url}"><img src="a.jpg" alt=""></a>`,
    'warn | https://lacalanque.example/1/ | → 1 | Un lien n’a pas de texte',
  ],
  [
    'a link that says nothing',
    `<a href="${url}">Cliquez ici</a>`,
    'note | Cliquez ici | → 1 | Ce lien ne dit pas',
  ],
  [
    'a file’s name for a description',
    `<a href="${url}"><img src="a.jpg" alt="IMG_2031.jpg"></a>`,
    'note | Le tramway ouvre | → 1 | « IMG_2031.jpg » est un nom de fichier',
  ],
  [
    'a description that is a story',
    `<img src="a.jpg" alt="${'Un long récit. '.repeat(15)}">`,
    'Le texte de remplacement a 224 caractères',
  ],
  [
    'a picture that repeats the title',
    `<a href="${url}"><img src="a.jpg" alt="Le Tramway ouvre"></a>`,
    'note | Le tramway ouvre | → 1 | Le texte de remplacement de l’image répète',
  ],
  ['a second first heading', '<h1>Encore</h1>', 'note | h1 |  | La lettre a 2 titres de premier niveau'],
  [
    'a heading that jumps',
    '<h3>Trop bas</h3>',
    'note | Trop bas |  | Ce titre saute du niveau 1 au niveau 3',
  ],
  [
    'tables that read as data',
    '<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>',
    'note | html |  | 2 tableaux',
  ],
  [
    'a column that is turned round',
    '<div style="direction:rtl"><p>Deuxième</p></div>',
    'note | Deuxième |  | Un style change l’ordre',
  ],
])('names %s', (_, body, expected) => {
  const notes = found(letter(body));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(expected);
});

it('tells once that many pictures repeat their titles', () => {
  const more = new Map([
    ...articles,
    ['https://lacalanque.example/2/', { id: 2 as ArticleId, title: 'La mer' }],
  ]);
  const html = letter(
    `<a href="${url}"><img src="a.jpg" alt="Le tramway ouvre"></a><a href="https://lacalanque.example/2/"><img src="b.jpg" alt="La mer"></a>`,
  );
  expect(checkReading(readLetter(html), more, sayIn('fr')).map(({ place }) => place)).toEqual([
    '« Le tramway ouvre » et 1 de plus',
  ]);
});

it('asks for the letter’s language', () => {
  expect(found("<html><body><h1>L'Hebdo</h1></body></html>")[0]).toContain('La lettre ne dit pas sa langue');
});
