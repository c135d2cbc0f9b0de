import { describe, expect, it } from 'vitest';
import { authorOf } from '../../src/gather/author.ts';
import { canonicalUrl, firstAddress } from '../../src/gather/canonical-url.ts';
import { communeNames, findCommunes } from '../../src/gather/communes.ts';
import { isDamaged } from '../../src/gather/damage.ts';
import { readHtml } from '../../src/gather/html-text.ts';
import { findImages, splitCredit } from '../../src/gather/images.ts';
import { pageImage } from '../../src/gather/page-image.ts';
import type { RawImage } from '../../src/gather/raw-item.ts';
import { findSection, sectionNames } from '../../src/gather/sections.ts';
import { readTitle } from '../../src/gather/titles.ts';
import { paper } from './paper.ts';

describe('the canonical address', () => {
  const page = 'https://journal.example/2026/sujet/';
  it.each([
    [`${page}?utm_source=rss&utm_medium=feed`, page],
    [`${page}?id=7&utm_source=rss`, `${page}?id=7`],
    [`${page}?xtor=RSS-3208`, page],
    [`${page}#xtor=RSS-3-[lestitres]`, page],
    [`${page}?fbclid=1&gclid=2&mc_cid=3&mtm_campaign=4`, page],
    [`${page}?b=2&a=1&c=%C3%A9`, `${page}?b=2&a=1&c=%C3%A9`],
    [`${page}#commentaires`, `${page}#commentaires`],
    ['HTTPS://Journal.Example:443/A', 'https://journal.example/A'],
    ['http://hey:now@journal.example/a', 'http://journal.example/a'],
  ])('of %s is %s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
    expect(canonicalUrl(canonical)).toBe(canonical);
  });

  it.each([
    [['/sujet'], 'https://journal.example/sujet'],
    [[' https://journal.example/a \n'], 'https://journal.example/a'],
    [['', 'https://journal.example/guid'], 'https://journal.example/guid'],
    [['htpt:/:s://journal.example/a'], 'https://journal.example/a'],
    [['http//journal.example/a'], 'http://journal.example/a'],
    [['Que faire ?', '/sujet'], 'https://journal.example/sujet'],
    [['javascript:alert(1)', 'file:///etc/passwd', 'tag:journal.example,2026:1', '1234'], null],
    [['/', 'https://journal.example/'], null],
  ])('of the candidates %j is %s', (candidates, url) => {
    expect(firstAddress(candidates, 'https://journal.example/feed/', ['https://journal.example/'])).toBe(url);
  });
});

describe('a title', () => {
  const prefixes = ['[Abonnés]', 'Premium :'];
  it.each([
    ['Que faire ?', 'Que faire ?', null, false],
    ['[Agenda] Que faire ce week-end ?', 'Que faire ce week-end ?', 'Agenda', false],
    ['[Abonnés] L’enquête', 'L’enquête', null, true],
    ['[ABONNES] L’enquête', 'L’enquête', null, true],
    ['[Abonnés] [Agenda] Que faire ?', 'Que faire ?', 'Agenda', true],
    ['[Agenda] [Abonnés] Que faire ?', 'Que faire ?', 'Agenda', true],
    ['Premium : L’enquête', 'L’enquête', null, true],
    ['[Planète locale] : Le coup de gueule', 'Le coup de gueule', 'Planète locale', false],
    ['[FILM]', '[FILM]', null, false],
    ['La lettre [n°21]', 'La lettre [n°21]', null, false],
  ])('%j is read as %j of series %j, premium %s', (written, title, series, premium) => {
    expect(readTitle(written, prefixes)).toEqual({ title, series, premium });
  });
});

describe('the section', () => {
  const newsletter = paper([
    {
      section: 'societe',
      categories: { 'Vie des boîtes': 'economie' },
      premium: { title_prefix: [], categories: ['Accès Premium'], url_contains: [] },
    },
  ]);
  const [feed] = newsletter.feeds;
  if (!feed) throw new Error('no feed');
  const names = sectionNames(newsletter, feed);
  const choose = (categories: string[], url = 'https://journal.example/a/', series: string | null = null) =>
    findSection({ categories, url, series }, feed, names);

  it.each([
    [['Économie'], 'economie'],
    [['ECONOMIE'], 'economie'],
    [['vie des boites'], 'economie'],
    [['Non classé', 'Emploi'], 'economie'],
    [['Actualités > Com & Médias'], 'com-medias'],
    [['À la une', 'Uncategorized'], 'societe'],
    [[], 'societe'],
  ])('of %j is %s', (categories, section) => {
    expect(choose(categories)).toEqual({ section, unknown: [] });
  });

  it('is told by the address where no category tells', () => {
    expect(choose([], 'https://journal.example/economie/un-sujet/').section).toBe('economie');
    expect(choose([], 'https://journal.example/com-m%C3%A9dias/un-sujet/').section).toBe('com-medias');
    expect(choose([], 'https://journal.example/economie').section).toBe('societe');
  });

  it('is told by the series', () => {
    expect(choose(['Marseille'], undefined, 'Agenda').section).toBe('sorties');
  });

  it('lists the categories that name nothing known, and no others', () => {
    expect(choose(['Économie', 'Rugby', 'Marseille', 'Accès Premium', 'Non classé'])).toEqual({
      section: 'economie',
      unknown: ['Rugby'],
    });
  });
});

describe('communes', () => {
  const names = communeNames(paper().communes);
  it.each([
    ['Un tramway à Marseille', ['marseille']],
    ['La métropole Aix-Marseille-Provence', []],
    ['Festival d’Aix : le programme', ['aix-en-provence']],
    ['Aix-en-Provence et Salon de Provence', ['aix-en-provence', 'salon-de-provence']],
    ['AIX EN PROVENCE', ['aix-en-provence']],
    ['Le salon de l’emploi, les Marseillais', []],
  ])('of %j are %j', (text, ids) => {
    expect(findCommunes([text], names)).toEqual(ids);
  });
});

describe('the author', () => {
  it.each([
    [['Jeanne Martin'], 'Jeanne Martin'],
    [['jeanne@journal.example (Jeanne Martin)'], 'Jeanne Martin'],
    [['Par Jeanne Martin'], 'Jeanne Martin'],
    [['Jeanne Martin', 'Paul Roux', 'Jeanne Martin'], 'Jeanne Martin, Paul Roux'],
    [['admin'], null],
    [['Un Journal'], null],
    [['jeanne@journal.example'], null],
    [[], null],
  ])('of %j is %j', (written, author) => {
    expect(authorOf(written, ['Un journal'])).toBe(author);
  });
});

describe('the picture', () => {
  const base = 'https://journal.example/a/';
  const named = (from: RawImage['from'], url: string, width: number | null = null): RawImage => ({
    from,
    url,
    width,
    height: null,
    alt: '',
    caption: '',
    credit: '',
  });
  const urls = (raw: RawImage[], html = '') =>
    findImages(raw, readHtml(html).images, base).map(({ url }) => url);

  it('is the widest of Media RSS, then the enclosure, the thumbnail, the text', () => {
    const raw = [
      named('thumbnail', '/t.jpg'),
      named('enclosure', '/e.jpg'),
      named('media', '/140.jpg', 140),
      named('media', '/460.jpg', 460),
      named('media', '/640.jpg', 640),
    ];
    expect(urls(raw, '<img src="/text.jpg">').map((url) => new URL(url).pathname)).toEqual([
      '/640.jpg',
      '/460.jpg',
      '/e.jpg',
      '/t.jpg',
      '/text.jpg',
    ]);
  });

  it.each([
    '<img src="https://secure.gravatar.com/avatar/1">',
    '<img src="/a.jpg" width="1" height="1">',
    '<img src="https://s.w.org/images/core/emoji/2/72x72/1f600.png">',
    '<img class="wp-smiley" src="/smile.png">',
    '<img src="http://feeds.feedburner.com/~r/journal/~4/abc">',
    '<img src="https://pixel.wp.com/b.gif?v=noscript">',
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    '<img src="/icone.svg">',
    '<img src="javascript:alert(1)">',
    '<img src="/partage.png" width="32" height="32">',
    '<img>',
  ])('is not %s', (html) => {
    expect(urls([], html)).toEqual([]);
  });

  it('keeps its size, its words, its caption and its credit', () => {
    const html =
      '<figure><img src="/quai-1024x683.jpg" alt="Le quai"><figcaption>Le quai, mardi (photo : DR)</figcaption></figure>';
    expect(findImages([], readHtml(html).images, base)).toEqual([
      {
        url: 'https://journal.example/quai-1024x683.jpg',
        width: 1024,
        height: 683,
        alt: 'Le quai',
        caption: 'Le quai, mardi',
        credit: 'DR',
        from: 'text',
      },
    ]);
  });

  it('is found behind lazy loading', () => {
    expect(
      urls([], '<img src="data:image/gif;base64,AA" data-src="/vraie.jpg" width="640" height="400">'),
    ).toEqual(['https://journal.example/vraie.jpg']);
  });

  it.each([
    ['Le port (photo : J.F.E)', 'Le port', 'J.F.E'],
    ['Le port (crédit : RL)', 'Le port', 'RL'],
    ['Le port (Crédit DR)', 'Le port', 'DR'],
    ['Le port. Photo : Jeanne Martin', 'Le port.', 'Jeanne Martin'],
    ['© Jeanne Martin', '', 'Jeanne Martin'],
    ['Le photographe du port', 'Le photographe du port', ''],
  ])('has in %j the caption %j and the credit %j', (written, caption, credit) => {
    expect(splitCredit(written, '')).toEqual({ caption, credit });
  });

  it('of a page is the one that it names for those who share it', () => {
    const page = `<head><meta property="og:image" content="/partage.jpg"><meta property="og:image" content="/autre.jpg">
      <meta property="og:image:width" content="1200"><meta property="og:image:alt" content="Le quai &amp; la mer"></head>`;
    expect(pageImage(page, base)).toMatchObject({
      url: 'https://journal.example/partage.jpg',
      width: 1200,
      height: null,
      alt: 'Le quai & la mer',
      from: 'page',
    });
    expect(pageImage('<meta name="twitter:image" content="https://cdn.example/a.jpg">', base)?.url).toBe(
      'https://cdn.example/a.jpg',
    );
    expect(pageImage('<meta property="og:image" content="">', base)).toBeNull();
    expect(pageImage('<meta property="og:image" content="data:image/gif;base64,AA">', base)).toBeNull();
  });
});

describe('damaged characters', () => {
  it.each(['FÃ¶rder', 'Lâ€™Ã©tÃ©', 'Ã Marseille\u00a0: Ã©tÃ©', 'l\ufffdété', 'Â« oui Â»'])(
    'are seen in %j',
    (text) => {
      expect(isDamaged(text)).toBe(true);
    },
  );
  it.each(['Förder', 'L’été', 'à Marseille', 'SÃO PAULO', '« oui »', 'Âge'])('are not seen in %j', (text) => {
    expect(isDamaged(text)).toBe(false);
  });
});
