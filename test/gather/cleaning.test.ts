import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../src/gather/excerpt.ts';
import { plainLine, readHtml } from '../../src/gather/html-text.ts';
import { stripShortcodes } from '../../src/gather/shortcodes.ts';
import { recurringParagraphs, withoutTrailer } from '../../src/gather/trailers.ts';

describe('HTML as a person reads it', () => {
  it.each([
    ['<p>Un</p><p>Deux</p>', ['Un', 'Deux']],
    ['Un<br>Deux', ['Un', 'Deux']],
    ['<ul><li>Un<li>Deux</ul>', ['Un', 'Deux']],
    ['<p>Il <b>y</b> a\n\t un  <a href="#">lien</a>.</p>', ['Il y a un lien.']],
    ['L&rsquo;&eacute;t&eacute; &amp; l&#8217;hiver', ['L’été & l’hiver']],
    ['Que faire\u00a0? Il est «\u202foui\u202f»', ['Que faire\u00a0? Il est «\u202foui\u202f»']],
    ['<script>alert(1)</script><style>p{}</style>Un<iframe>x</iframe>', ['Un']],
    ['Un\u200b\u00addeux\u0007', ['Undeux']],
    ['Un<!-- wp:paragraph {"a":1} -->', ['Un']],
    ['<p>2 < 3', ['2 < 3']],
  ])('%j', (html, paragraphs) => {
    expect(readHtml(html).paragraphs).toEqual(paragraphs);
  });

  it('never leaves a tag, however they are nested and broken', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</p>',
      '<img src=x onerror=y>',
      '<p',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      'été ',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = readHtml(`${pieces.join('')}`).paragraphs.join(' ');
        expect(text).not.toMatch(/<\/?(?:b|p|img|script)\b/);
      }),
    );
  });

  it('reads titles that were escaped a second time', () => {
    expect(plainLine('L&#8217;OM &amp; le <em>PSG</em>')).toBe('L’OM & le PSG');
    expect(plainLine('  Un\n titre ')).toBe('Un titre');
  });
});

describe('shortcodes', () => {
  it.each([
    [
      '[caption id="a" width="300"]Le port (photo : DR)[/caption] Le texte.',
      'Le port (photo : DR) Le texte.',
    ],
    ['Avant [pullquote align="right"]une phrase[/pullquote] après.', 'Avant après.'],
    ['Avant [pullquote]une\n\nphrase[/pullquote] après.', 'Avant après.'],
    ['[gallery ids="1,2"]Le texte.', 'Le texte.'],
    ['[Best_Wordpress_Gallery gallery_type=”slideshow” theme_id=”1″]Le texte.', 'Le texte.'],
    ['[embed]https://video.example/1[/embed]Le texte.', 'Le texte.'],
    ['Le texte[ref]Une note.[/ref].', 'Le texte.'],
    ['[audio mp3="a.mp3"][/audio]Le texte.', 'Le texte.'],
    ['[vc_row][vc_column width="1/2"]Le texte.[/vc_column][/vc_row]', 'Le texte.'],
    ['[et_pb_section fb_built="1"][et_pb_text]Le texte.[/et_pb_text][/et_pb_section]', 'Le texte.'],
    ['<!-- wp:paragraph {"align":"left"} -->Le texte.<!-- /wp:paragraph -->', 'Le texte.'],
    ['[mon_truc id=”12″ titre=”x”]Le texte.', 'Le texte.'],
    ['[pullquote]jamais fermé', 'jamais fermé'],
  ])('%j leaves %j', (text, rest) => {
    expect(stripShortcodes(text)).toBe(rest);
  });

  it.each([
    '[Agenda] Que faire ce week-end ?',
    '[FILM] Un été à Marseille',
    '[Abonnés] L’enquête',
    'La lettre [n°21] est là',
    '[Planète locale] Le coup de gueule',
    '« Il [le maire] a dit non »',
    '[Vidéo] Le but',
    '[Best of] La semaine',
  ])('%j is none and stays', (text) => {
    expect(stripShortcodes(text)).toBe(text);
  });
});

describe('trailers', () => {
  it.each([
    ['L’article <Un titre> est apparu en premier sur Un journal.', ''],
    ["Le texte. L'article Un titre est apparu en premier sur Un journal.", 'Le texte.'],
    ['Cet article Un titre est apparu en premier sur votre site préféré ;o)<', ''],
    ['The post Un titre appeared first on Un journal.', ''],
    ['Le texte. The post Un titre first appeared on Un journal.', 'Le texte.'],
    ['Le texte. Un titre first appeared on Un journal.', 'Le texte.'],
    ['Il est apparu en public.', 'Il est apparu en public.'],
    ['L’article de loi est voté.', 'L’article de loi est voté.'],
  ])('%j leaves %j', (paragraph, rest) => {
    expect(withoutTrailer(paragraph, 'Un titre')).toBe(rest);
  });

  it('are also the paragraphs that four fifths of the items repeat', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((own) => [`Merci de nous suivre`, own]);
    expect(recurringParagraphs(items)).toEqual(new Set(['Merci de nous suivre']));
    expect(recurringParagraphs([...items, ['f'], ['g']])).toEqual(new Set());
    expect(recurringParagraphs(items.slice(0, 4))).toEqual(new Set());
  });
});

describe('an excerpt', () => {
  const long =
    'Le conseil métropolitain a voté jeudi la création d’une ligne de tramway vers les quartiers nord.';
  const excerpt = (description: string[], content: string[] = []) =>
    excerptOf({ title: 'Un titre', description, content, recurring: new Set(['Merci de nous suivre']) });

  it.each([
    [[long], long],
    [[`${long} La suite [...]`], long],
    [[`${long} Elle sera […]`], long],
    [[`${long} Lire la suite`], long],
    [[`${long} Continue reading...`], long],
    [[`${long} Continue reading Un titre →`], long],
    [[`${long} (more…)`], long],
    [['Merci de nous suivre', long], long],
    [['Un titre', long], long],
    [[long, 'L’article Un titre est apparu en premier sur Un journal.'], long],
    [[`${long.slice(0, -1)} mais aussi vers [...]`], `${long.slice(0, -1)} mais aussi vers…`],
    [[`${long} M. Martin est [...]`], long],
  ])('of %j', (description, expected) => {
    expect(excerpt(description)).toBe(expected);
  });

  it('is the first paragraph of the text where the description says little', () => {
    expect(excerpt([], ['Photo : DR', long, 'Autre paragraphe.'])).toBe(long);
    expect(excerpt(['Trop court.'], [long])).toBe(long);
    expect(excerpt(['Trop court.'], ['Plus court.'])).toBe('Trop court.');
    expect(excerpt([], [])).toBe('');
  });

  it('ends on a sentence when it is too long', () => {
    const text = excerpt([Array.from({ length: 9 }, () => long).join(' ')]);
    expect(text.length).toBeLessThanOrEqual(320);
    expect(text).toMatch(/nord\.$/);
    expect(excerpt([`${'mot '.repeat(200)}`])).toMatch(/mot…$/);
  });

  it('does not end inside a name or a number', () => {
    const text = `${long} ${'Les travaux dureront. '.repeat(9)}Le budget est de 2.5 millions selon M. Dupont et`;
    expect(excerpt([`${text} […]`])).toMatch(/dureront\.$/);
  });
});
