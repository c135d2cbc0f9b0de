/** What mail programs make of a letter: one note each, by the data of caniemail.com and by small examples. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/config/say.ts';
import { type ClientSupport, checkClients, type Support } from '../../src/issue/check-clients.ts';
import { featuresOf } from '../../src/issue/letter-features.ts';
import { readLetter } from '../../src/issue/letter-style.ts';
import { clientSupport } from '../../src/world/client-support.ts';

const letter = (body: string, css = '') =>
  readLetter(`<html><head><style>${css}</style></head><body>${body}</body></html>`);

describe('a feature', () => {
  it.each([
    ['a property', '<p style="border-radius:4px">', '', 'css-border-radius'],
    ['one side of it', '<p style="padding-left:4px">', '', 'css-padding'],
    ['a value', '<p style="display:flex">', '', 'css-display-flex'],
    ['a unit', '<p style="width:50vw">', '', 'css-unit-vw'],
    ['a percentage', '<p style="width:50%">', '', 'css-unit-percent'],
    ['a function', '<p style="width:calc(1px + 2px)">', '', 'css-unit-calc'],
    ['a variable', '<p style="color:var(--a)">', '', 'css-variables'],
    ['a media query', '', '@media (max-width:400px){p{color:red}}', 'css-at-media'],
    [
      'a question about darkness',
      '',
      '@media (prefers-color-scheme:dark){p{color:red}}',
      'css-at-media-prefers-color-scheme',
    ],
    ['a selector', '', 'p:hover{color:red}', 'css-pseudo-class-hover'],
    ['a child', '', 'p > a{color:red}', 'css-selector-child'],
    ['an element', '<video></video>', '', 'html-video'],
    ['a list', '<ul><li>a</li></ul>', '', 'html-lists'],
    ['an attribute', '<img src="a.webp" srcset="b.webp">', '', 'html-srcset'],
    ['a picture’s format', '<img src="a.webp">', '', 'image-webp'],
  ])('is found: %s', (_, body, css, slug) => {
    expect(featuresOf(letter(body, css))).toContain(slug);
  });

  it('of one maker alone is nobody else’s concern', () => {
    expect([
      ...featuresOf(letter('<p style="mso-line-height-rule:exactly;-webkit-hyphens:none">')),
    ]).not.toContain('css-mso-line-height-rule');
  });
});

describe('a program', () => {
  const knows = (support: Record<string, Support>): ClientSupport => ({
    clients: [{ name: 'Courrier', look: null, support: new Map(Object.entries(support)) }],
    titles: new Map(Object.keys(support).map((slug) => [slug, slug.replace(/^(css|html)-/, '')])),
  });
  const found = (body: string, support: Record<string, Support>) =>
    checkClients(letter(body), knows(support), sayIn('fr')).map(
      ({ level, place, message }) => `${level} ${place} ${message}`,
    );

  it('that understands all is not mentioned', () => {
    expect(found('<p style="border-radius:4px">', { 'css-border-radius': 'y' })).toEqual([]);
  });

  it('that does not is told in one note, with what it understands in part', () => {
    expect(
      found('<p style="border-radius:4px;opacity:1;float:left">', {
        'css-border-radius': 'n',
        'css-opacity': 'n',
        'css-float': 'a',
        'css-display-grid': 'n',
      }),
    ).toEqual(['note Courrier Ne comprend pas border-radius et opacity ; en partie float.']);
  });

  it('is not asked about what a letter does without unharmed', () => {
    expect(found('<div role="presentation">', { 'html-role': 'n' })).toEqual([]);
  });
});

describe('the data of caniemail.com', () => {
  it('know the programs of French readers', async () => {
    const { clients } = await clientSupport();
    expect(clients.filter(({ support }) => support.size > 20).map(({ name }) => name)).toEqual([
      'Gmail',
      'Outlook (Windows)',
      'Outlook.com, Outlook (2023)',
      'Outlook (iOS, Android)',
      'Apple Mail',
      'Yahoo',
      'Orange',
      'Free',
      'SFR',
      'La Poste',
    ]);
  });

  it('say that Outlook for Windows rounds no corner', async () => {
    const notes = checkClients(letter('<p style="border-radius:4px">'), await clientSupport(), sayIn('en'));
    expect(notes.map(({ place }) => place)).toContain('Outlook (Windows)');
    expect(notes.map(({ place }) => place)).not.toContain('Apple Mail');
    expect(notes.every(({ level }) => level === 'note')).toBe(true);
  });
});
