/** A correction of what left: the web version says the right words, and nothing else of the letter moves. */
import { beforeAll, describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/issue/compose.ts';
import { correctEdition, correctLine, placesOf } from '../../src/issue/correction.ts';
import type { EditionContent } from '../../src/issue/edition.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { sampleManuscript } from '../support/sample-issue.ts';

const ins = '<ins style="text-decoration:underline dotted;text-underline-offset:3px">';
const html = (body: string, links?: EditionContent['links']) => ({
  subject: 'Objet',
  html: `<html><head><title>onze</title><style>.onze{}</style></head><body>${body}</body></html>`,
  ...(links && { links }),
});
const corrected = (body: string, wrong: string, right: string) =>
  correctEdition(html(body), [{ wrong, right, article: null }], 'fr').html.replace(
    /^.*<body>|<\/body>.*$/g,
    '',
  );

describe('words', () => {
  it.each([
    [
      'are marked where they change',
      '<p>Il a onze arches</p>',
      'onze',
      'douze',
      `<p>Il a ${ins}douze</ins> arches</p>`,
    ],
    ['are never a part of others', '<p>bronze, onzeville</p>', 'onze', 'douze', '<p>bronze, onzeville</p>'],
    [
      'are found where they begin a sentence, and begin it again',
      '<p>Onze arches. Les onze. À onze</p>',
      'onze',
      'douze',
      `<p>${ins}Douze</ins> arches. Les ${ins}douze</ins>. À ${ins}douze</ins></p>`,
    ],
    [
      'that begin with a capital are found so alone',
      '<p>aix, Aix</p>',
      'Aix',
      'arles',
      `<p>aix, ${ins}arles</ins></p>`,
    ],
    [
      'are found with any apostrophe',
      '<p>l&#39;eau de l’eau</p>',
      "l'eau",
      'le vin',
      `<p>${ins}le vin</ins> de ${ins}le vin</ins></p>`,
    ],
    [
      'are found over spaces that do not break',
      '<p>à 12&#8239;000&nbsp;habitants !</p>',
      '12 000 habitants',
      '13 000',
      `<p>à ${ins}13\u202f000</ins> !</p>`,
    ],
    [
      'are found as the printer set them',
      '<p>Pourquoi\u202f?</p>',
      'Pourquoi?',
      'Comment ?',
      `<p>${ins}Comment\u202f?</ins></p>`,
    ],
    [
      'are found with marks of HTML',
      '<p>A &#38; B &amp; C</p>',
      'A & B & C',
      'A < B',
      `<p>${ins}A &#60; B</ins></p>`,
    ],
    ['are not looked for in references', '<p>1&#160;2</p>', '160', '170', '<p>1&#160;2</p>'],
    [
      'are not looked for in slots',
      '<p>[[ reader.first_name | "onze" ]] onze</p>',
      'onze',
      'x',
      `<p>[[ reader.first_name | "onze" ]] ${ins}x</ins></p>`,
    ],
    [
      'are read aloud corrected, too',
      '<img src="onze.jpg" alt="Les onze arches">',
      'onze',
      'douze',
      '<img src="onze.jpg" alt="Les douze arches">',
    ],
    [
      'open no tag and no slot',
      '<p>onze</p>',
      'onze',
      '<b>[[ unsubscribe_url ]]$&',
      `<p>${ins}&#60;b&#62;&#91;&#91; unsubscribe_url &#93;&#93;$&#38;</ins></p>`,
    ],
    [
      'that look like a pattern are words',
      '<p>a.c abc (1+1)</p>',
      'a.c',
      '(1+1)',
      `<p>${ins}(1+1)</ins> abc (1+1)</p>`,
    ],
  ])('%s', (_, body, wrong, right, expected) => {
    expect(corrected(body, wrong, right)).toBe(expected);
  });

  it('of a subject change, unless one article is meant', () => {
    const change = { wrong: 'onze', right: '[[ x ]]', article: null };
    expect(correctLine('Les onze [[ reader.first_name | "onze" ]]', [change], 'fr')).toBe(
      'Les [ [ x ] ] [[ reader.first_name | "onze" ]]',
    );
    expect(correctLine('Les onze', [{ ...change, article: 'https://a.example/' }], 'fr')).toBe('Les onze');
  });

  it('that were corrected wrongly are corrected again', () => {
    const twice = [
      { wrong: 'onze', right: 'douze', article: null },
      { wrong: 'douze', right: 'treize', article: null },
    ];
    expect(correctEdition(html('<p>onze</p>'), twice, 'fr').html).toContain('treize');
  });
});

describe('of one article', () => {
  const links = {
    counted: 'all',
    to: ['https://a.example/pont', 'https://a.example/port', 'https://a.example/pont'],
  } as const;
  const row = (text: string, ...link: number[]) =>
    `<td>${link.map((one) => `<a href="[[ link:${one} ]]">Lire</a>`).join('')}<p>${text}</p></td>`;
  const letter = html(`<p>onze</p><table>${row('onze', 1, 3)}${row('onze', 2)}</table>`, links);
  const correction = { wrong: 'onze', right: 'douze', article: 'https://a.example/pont' };

  it('only the words around its links change', () => {
    expect(placesOf(letter, correction, 'fr')).toBe(1);
    expect(correctEdition(letter, [correction], 'fr').html).toContain(row(`${ins}douze</ins>`, 1, 3));
  });

  it('which the letter does not carry, none change', () => {
    expect(placesOf(letter, { ...correction, article: 'https://b.example/' }, 'fr')).toBe(0);
    expect(placesOf(letter, { ...correction, article: 'no address' }, 'fr')).toBe(0);
  });
});

describe('the sample letter', () => {
  let content: EditionContent;
  const manuscript = sampleManuscript();
  beforeAll(async () => {
    const composed = await composeLetter(manuscript, { compile: compileMjml });
    if (composed.kind !== 'composed') throw new Error(JSON.stringify(composed));
    content = composed.content;
  });

  it('has each article’s title where its own links are, and stays the same bytes where nothing is found', () => {
    for (const { article } of manuscript.chosen) {
      const of = { wrong: article.title, right: 'XYZ', article: article.url };
      expect([article.title, placesOf(content, of, 'fr') > 0]).toEqual([article.title, true]);
      const { html: changed } = correctEdition(content, [of], 'fr');
      expect(changed).not.toBe(content.html);
    }
    expect(correctEdition(content, [{ wrong: 'nulle part', right: 'x', article: null }], 'fr')).toEqual(
      content,
    );
  });
});
