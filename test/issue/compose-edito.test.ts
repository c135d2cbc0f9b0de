import { describe, expect, it } from 'vitest';
import { renderEdito } from '../../src/issue/compose-edito.ts';

const html = (markdown: string) => renderEdito(markdown, 'fr').html;
const text = (markdown: string) => renderEdito(markdown, 'fr').text;

describe('an édito in Markdown', () => {
  it.each([
    ['Un **mot** et *un autre*.', '<p class="ed">Un <strong>mot</strong> et <em>un autre</em>.</p>'],
    [
      '[Le port](https://a.example/?a=1&b=2)',
      '<p class="ed"><a href="https://a.example/?a=1&#38;b=2">Le port</a></p>',
    ],
    ['- un\n- *deux*', '<ul class="ed"><li>un</li><li><em>deux</em></li></ul>'],
    ['1. un\n2. deux', '<ol class="ed"><li>un</li><li>deux</li></ol>'],
    ['> cité', '<blockquote class="ed"><p class="ed">cité</p></blockquote>'],
    ['# Titre', '<p class="ed"><strong>Titre</strong></p>'],
    ["C'est dit !", '<p class="ed">C’est dit\u202f!</p>'],
  ])('%s', (markdown, expected) => expect(html(markdown)).toBe(expected));
});

describe('what is not in the subset stays text', () => {
  it.each([
    ['<script>alert(1)</script>', '<p class="ed">&#60;script&#62;alert(1)&#60;/script&#62;</p>'],
    ['<b onclick="x">gras</b>', '<p class="ed">&#60;b onclick=&#34;x&#34;&#62;gras&#60;/b&#62;</p>'],
    ['[ici](javascript:alert(1))', '<p class="ed">ici</p>'],
    ['![image](http://a.example/i.png)', '<p class="ed">!&#91;image&#93;(http://a.example/i.png)</p>'],
    ['`{{ code }}`', '<p class="ed">`{{ code }}`</p>'],
  ])('%s', (markdown, expected) => expect(html(markdown)).toBe(expected));
});

describe('slots that the editor wrote', () => {
  const markdown =
    'Bonjour [[ reader.first_name | "à tous !" ]], *voici* [vos choix]([[ preferences_url ]]).';
  it('pass through the HTML unharmed', () => {
    expect(html(markdown)).toBe(
      '<p class="ed">Bonjour [[ reader.first_name | "à tous !" ]], <em>voici</em> <a href="[[ preferences_url ]]">vos choix</a>.</p>',
    );
  });
  it('pass through the text unharmed', () => {
    expect(text(markdown)).toBe(
      'Bonjour [[ reader.first_name | "à tous !" ]], voici vos choix\n([[ preferences_url ]]).',
    );
  });
});

it('reads well as plain text: paragraphs, dashes, addresses in brackets, 72 characters', () => {
  const markdown =
    "Une phrase assez longue pour dépasser la largeur d'une ligne de courrier, avec [un lien](https://a.example/).\n\n- un\n- deux";
  expect(text(markdown)).toBe(
    [
      'Une phrase assez longue pour dépasser la largeur d’une ligne de',
      'courrier, avec un lien (https://a.example/).',
      '',
      '– un',
      '– deux',
    ].join('\n'),
  );
});
