/** Contrast by examples: colours come from styles and sheets as in a browser, on a light screen and on a dark one. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { checkContrast } from '../../src/issue/check-contrast.ts';
import { contrast, hex, parseColour, readable } from '../../src/issue/colour.ts';
import { readLetter } from '../../src/issue/letter-style.ts';

const dark = (rules: string) =>
  `@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } ${rules} }`;
const letter = (body: string, css = dark('')) =>
  `<html><head><style>${css}</style></head><body>${body}</body></html>`;
const found = (html: string) =>
  checkContrast(readLetter(html), sayIn('fr')).map(
    ({ level, place, message }) => `${level} ${place} ${message}`,
  );

it('finds nothing in text that can be read on both screens', () => {
  expect(found(letter('<p>Bonjour</p>'))).toEqual([]);
});

describe('text that is hard to read', () => {
  it.each([
    [
      'in its own style',
      letter('<p style="color:#999">Gris</p>'),
      'warn « Gris » Contraste de 2,8 en clair (#999999 sur #ffffff) ; il en faut 4,5',
    ],
    ['by a rule', letter('<p class="a">Gris</p>', `.a{color:#999}${dark('.a{color:#eee}')}`), '2,8 en clair'],
    [
      'on its ground',
      letter(
        '<table bgcolor="#0b5a78"><tr><td style="color:#1c1a17">Noir</td></tr></table>',
        dark('td{color:#fff !important}'),
      ),
      'en clair (#1c1a17 sur #0b5a78)',
    ],
    [
      'through a colour that is half transparent',
      letter('<p style="color:rgba(0,0,0,.4)">Pâle</p>', dark('p{color:#eee !important}')),
      'en clair (#999999 sur #ffffff)',
    ],
    [
      'only on a dark screen',
      letter('<p class="a">Sombre</p>', `.a{color:#333}${dark('')}`),
      'en sombre (#333333 sur #111111)',
    ],
    [
      'because a dark rule is weaker than the style',
      letter('<p style="color:#333">Sombre</p>', dark('p{color:#eee}')),
      'en sombre (#333333 sur #111111)',
    ],
    [
      'as a link that says no colour',
      letter(
        '<table bgcolor="#0b5a78"><tr><td><a href="/x">Lien</a></td></tr></table>',
        dark('td{background:#111 !important}'),
      ),
      'en clair (#0000ee sur #0b5a78)',
    ],
  ])('%s', (_, html, expected) => {
    expect(found(html).join('\n')).toContain(expected);
  });
});

describe('text that is not', () => {
  it.each([
    ['hidden', '<div style="display:none;color:#fff">Accroche</div>'],
    ['only fillers', '<p style="color:#fff">&#847;&#160;&#847;&#160;</p>'],
    ['large, where 3 is enough', '<h1 style="color:#949494">Titre</h1>'],
    ['bold and fairly large', '<b style="color:#949494;font-size:19px">Titre</b>'],
    [
      'on a picture, of which nobody knows the colours',
      '<div style="background-image:url(a.jpg);color:#fff">Sur photo</div>',
    ],
  ])('%s', (_, body) => {
    expect(found(letter(body, dark('h1,b{color:#eee !important}')))).toEqual([]);
  });

  it('in a rule for another screen', () => {
    const css = `@media (max-width:400px){p{color:#ccc}}@media print{p{color:#ccc}}${dark('')}`;
    expect(found(letter('<p>Bonjour</p>', css))).toEqual([]);
  });
});

it('tells a pair of colours once, with how often it occurs', () => {
  const one = '<p style="color:#999">Gris</p>';
  expect(found(letter(one + one + one, dark('p{color:#eee !important}')))).toEqual([
    expect.stringContaining('« Gris », 3 fois'),
  ]);
});

it('proposes a colour that can be read', () => {
  const [finding] = checkContrast(
    readLetter(letter('<p style="color:#999">Gris</p>', dark('p{color:#eee !important}'))),
    sayIn('en'),
  );
  const proposed = /#[0-9a-f]{6}/.exec(finding?.fix ?? '')?.[0] ?? '';
  const [text, white] = [parseColour(proposed), parseColour('white')];
  expect(text && white && contrast(text, white)).toBeGreaterThanOrEqual(4.5);
});

it('notes a letter that leaves its dark side to chance', () => {
  expect(found(letter('<p>Bonjour</p>', ''))).toEqual([
    expect.stringContaining('note html Le modèle n’a pas de couleurs sombres'),
  ]);
});

describe('a ratio', () => {
  it.each([
    ['#000', '#fff', 21],
    ['#777', '#fff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#f00', '#fff', 4],
    ['rgb(11, 90, 120)', '#fdfbf6', 7.38],
  ])('of %s on %s is %d', (one, other, expected) => {
    const [text, ground] = [parseColour(one), parseColour(other)];
    expect(text && ground && contrast(text, ground)).toBeCloseTo(expected, 1);
  });

  it('is reached by the nearest colour of the same hue', () => {
    const [text, ground] = [parseColour('#7fc4e3'), parseColour('#fff')];
    if (!text || !ground) throw new Error('not read');
    const better = readable(text, ground, 4.5);
    expect(contrast(better, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(better, ground)).toBeLessThan(5.5);
    expect(hex(better)).not.toBe('#000000');
  });
});
