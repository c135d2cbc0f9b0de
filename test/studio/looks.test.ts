/** What each look does to a letter, and what it leaves alone. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { lookInWords, lookPolicy, looks, showAs, unseenInWords } from '../../src/studio/looks.ts';

const letter =
  '<html><head><style>@media (prefers-color-scheme:dark){p{color:#fff}}</style></head><body>' +
  '<!--[if mso]><table><![endif]--><!--[if !mso]><!--><div>hors Outlook</div><!--<![endif]--><p>é</p></body></html>';
const page = (body: string, css = '') =>
  `<html><head><style>${css}</style></head><body>${body}</body></html>`;

describe('a look', () => {
  it.each(['wide', 'phone', 'no-images', 'no-style'] as const)(
    '%s shows the very bytes that leave',
    (look) => {
      expect(showAs(look, letter)).toBe(letter);
    },
  );

  it('dark answers the question that the letter asks of the screen', () => {
    expect(showAs('dark', letter)).toContain('@media (min-width:0){p{color:#fff}}');
  });

  it.each(looks)('%s runs in a sandbox without script, of our origin for the page to renew it', (look) => {
    expect(lookPolicy(look)).toMatch(/^sandbox allow-same-origin; default-src 'none'; /);
    expect(lookPolicy(look)).not.toContain('script');
  });

  it.each(['no-style', 'outlook', 'partial-dark', 'forced-dark', 'clipped'] as const)(
    '%s says in both languages what it imitates, and what it cannot',
    (look) => {
      expect(lookInWords(look, sayIn('fr')).says).toMatch(/^Simulation.*(ne sont pas|n’est pas) simulé/s);
      expect(lookInWords(look, sayIn('en')).says).toMatch(/^Simulation.*(are|is) not simulated/s);
    },
  );

  it.each([
    ['off', 'off', /inventée\.$/, /invented reader\.$/],
    [
      'aggregate',
      'off',
      /lettres qui partent.*\/r\/… et un lien caché/,
      /letters that leave.*\/r\/… and a hidden/,
    ],
    [
      'consented',
      'consented',
      /Chez qui l’accepte, les liens.*un pixel/,
      /whoever agrees, counted links.*a pixel/,
    ],
  ] as const)(
    'of the source says what it lacks where clicks are %s and openings %s',
    (clicks, opens, fr, en) => {
      expect(unseenInWords({ clicks, opens }, sayIn('fr'))).toMatch(fr);
      expect(unseenInWords({ clicks, opens }, sayIn('en'))).toMatch(en);
    },
  );

  it('keeps style sheets out, or pictures, by a policy and not by another letter', () => {
    expect(lookPolicy('no-style')).toContain("style-src-elem 'none'");
    expect(lookPolicy('no-images')).toContain("img-src 'none'");
    expect(lookPolicy('wide')).toContain("style-src-elem 'unsafe-inline'");
  });
});

describe('Outlook', () => {
  const shown = (body: string, css = '') => showAs('outlook', page(body, css));

  it('opens the conditions meant for it and drops the others', () => {
    const outlook = showAs('outlook', letter);
    expect(outlook).toContain('<table>');
    expect(outlook).not.toContain('hors Outlook');
  });

  it.each([
    ['rounds no corner', '<p style="border-radius:4px;color:red">a</p>', 'style="color:red"'],
    ['knows no greatest width', '<div style="max-width:600px;margin:0">a</div>', 'style="margin:0"'],
    [
      'paints no picture behind text',
      '<td style="background:url(a.jpg) #eee">a</td>',
      'style="background:#eee"',
    ],
    ['gives a link no room', '<a style="padding:9px;color:red">a</a>', 'style="color:red"'],
    ['gives a cell its own room', '<td style="mso-padding-alt:9px">a</td>', 'style="padding:9px"'],
    [
      'sets a picture by its attributes',
      '<img src="a.jpg" width="10" style="width:100%;border:0">',
      'width="10" style="border:0"',
    ],
    ['leaves what it knows', '<td style="padding:9px;color:red">a</td>', 'style="padding:9px;color:red"'],
  ])('%s', (_, body, expected) => {
    expect(shown(body)).toContain(expected);
  });

  it('reads simple rules, no media query, no child', () => {
    const css =
      'p{color:red}.a .b{color:red}p > a{color:blue}@media (max-width:1px){p{color:green}}[x]{color:gold}';
    const sheet = /<style>(.*?)<\/style>/s.exec(shown('', css))?.[1];
    expect(sheet).toBe('p{color:red}.a .b{color:red}');
  });

  it('shows none of Office’s own settings', () => {
    const office =
      '<!--[if mso]><noscript><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml></noscript><![endif]-->';
    expect(shown(`${office}<p>a</p>`)).not.toContain('96');
  });
});

describe('forced dark colours', () => {
  const colours = (look: 'partial-dark' | 'forced-dark', style: string) =>
    /<p style="([^"]*)"/.exec(showAs(look, page(`<p style="${style}">a</p>`)))?.[1];

  it.each([
    ['partial-dark', 'background-color:#ffffff;color:#000000', 'background-color:#121212;color:#e8e8e8'],
    ['partial-dark', 'background-color:#0b5a78;color:#ffffff', 'background-color:#0b5a78;color:#ffffff'],
    ['forced-dark', 'background-color:#ffffff;color:#000000', 'background-color:#121212;color:#e8e8e8'],
    ['forced-dark', 'background-color:#000000;color:#ffffff', 'background-color:#e8e8e8;color:#121212'],
    ['partial-dark', 'border-top:3px solid #000', 'border-top:3px solid #e8e8e8'],
    ['forced-dark', 'padding:3px;font:14px Arial', 'padding:3px;font:14px Arial'],
  ] as const)('%s makes of %s: %s', (look, style, expected) => {
    expect(colours(look, style)).toBe(expected);
  });

  it('keep the hue: a dark blue becomes a light blue', () => {
    const [red = 0, green = 0, blue = 0] = (
      colours('forced-dark', 'color:#0b5a78')?.match(/[0-9a-f]{2}/g) ?? []
    ).map((part) => Number.parseInt(part, 16));
    expect(blue).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(red);
    expect(blue).toBeGreaterThan(200);
  });

  it('ask neither the letter’s dark rules nor those for Outlook.com', () => {
    const css = '@media (prefers-color-scheme:dark){p{color:#123456}}[data-ogsc] p{color:#123456}';
    expect(showAs('partial-dark', page('<p>a</p>', css))).not.toContain('123456');
  });

  it('leave pictures as they are', () => {
    expect(showAs('forced-dark', page('<img src="https://x.example/a.jpg" alt="Le port">'))).toContain(
      '<img src="https://x.example/a.jpg" alt="Le port">',
    );
  });
});

describe('a clipped letter', () => {
  const heavy = (start: string) => start + 'é'.repeat(60_000);

  it('is cut after 102 kB, never inside a character; a lighter one is left alone', () => {
    expect(showAs('clipped', letter)).toBe(letter);
    const shown = showAs('clipped', heavy('x'));
    expect(Buffer.byteLength(shown.split('<hr>')[0] ?? '')).toBe(102 * 1024 - 1);
    expect(shown).toContain('Message tronqué');
    expect(shown).toContain('[Message clipped]');
  });

  it('shows Gmail’s line after the text, whatever was open where it was cut', () => {
    const shown = showAs('clipped', heavy('<html><body><table><tr><td><p>'));
    expect(shown).toMatch(/é<\/p><\/td><\/tr><\/table><hr>.*<\/body>/s);
  });

  it('is not cut inside a tag or a comment', () => {
    const tag = `${'é'.repeat(52_220)}<a href="https://x.example/${'y'.repeat(400)}">`;
    expect(showAs('clipped', heavy(tag))).not.toContain('x.example');
    const comment = `${'é'.repeat(52_220)}<!--[if mso]>${'z'.repeat(400)}`;
    expect(showAs('clipped', heavy(comment))).not.toContain('zzz');
  });
});
