import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { type Composed, composeLetter, type Manuscript } from '../../src/issue/compose.ts';
import { editionHash } from '../../src/issue/edition-hash.ts';
import type { ChosenArticle } from '../../src/issue/issue.ts';
import { renderForReader } from '../../src/letter/render.ts';
import { compileMjml } from '../../src/world/compile.ts';
import { sampleEnvelope, sampleReader } from '../letter/sample.ts';
import { chosen, sampleManuscript } from '../support/sample-issue.ts';

const compose = (manuscript: Manuscript) => composeLetter(manuscript, { compile: compileMjml });

async function composed(manuscript: Manuscript): Promise<Extract<Composed, { kind: 'composed' }>> {
  const result = await compose(manuscript);
  if (result.kind === 'faults') throw new Error(JSON.stringify(result.faults));
  return result;
}

/** The sample issue with nothing chosen but these. */
const withItems = (...items: ChosenArticle[]): Manuscript => ({
  ...sampleManuscript(),
  chosen: items,
  pictures: { articles: new Map(), sponsors: new Map() },
});

describe('the sample issue of twenty articles', () => {
  it('is lighter than Gmail’s 102 kB and says what weighs', async () => {
    const { content, weight } = await composed(sampleManuscript());
    expect(weight.bytes).toBe(Buffer.byteLength(content.html));
    expect(weight.bytes).toBeLessThan(102_000);
    expect(weight.articles).toHaveLength(20);
    expect(weight.articles[0]?.id).toBe(1);
    expect(content.html).not.toContain('<!--@');
  });

  it('is the same bytes under the same name each time', async () => {
    const [one, other] = [await composed(sampleManuscript()), await composed(sampleManuscript())];
    expect(other.content).toEqual(one.content);
    expect(editionHash(other.content)).toBe(editionHash(one.content));
    expect(editionHash({ ...one.content, subject: 'Autre' })).not.toBe(editionHash(one.content));
  });

  it('writes width, height and alt on every picture', async () => {
    const { content } = await composed(sampleManuscript());
    const pictures = content.html.match(/<img(?! src="\[\[ opens_url)[^>]*>/g) ?? [];
    expect(pictures).toHaveLength(10);
    for (const picture of pictures) expect(picture).toMatch(/ width="\d+" height="\d+" alt="[^"]+"/);
  });
});

it('has a text part of its own, laid out as test/issue/sample-letter.txt', async () => {
  const { content } = await composed(sampleManuscript());
  await expect(content.text).toMatchFileSnapshot('sample-letter.txt');
  for (const reader of [sampleReader(), sampleReader({ premium: true, sections: ['transports', 'sante'] })]) {
    const { text } = renderForReader(content, reader, sampleEnvelope().links);
    for (const line of text.split('\n')) expect(line.length <= 72 || line.startsWith('https:')).toBe(true);
    expect(text).not.toContain('\n\n\n');
  }
});

it('tells subscribers all of a Premium article, and others its beginning', async () => {
  const { content } = await composed(sampleManuscript());
  const seenBy = (premium: boolean) =>
    renderForReader(content, sampleReader({ premium }), sampleEnvelope().links);
  for (const part of ['html', 'text'] as const) {
    expect(seenBy(true)[part]).toContain('commune par commune');
    expect(seenBy(false)[part]).not.toContain('commune par commune');
    expect(seenBy(false)[part]).toContain('Aix-en-Provence stagne.');
  }
});

it('marks every rubrique, so that a reader finds theirs first', async () => {
  const { content } = await composed(sampleManuscript());
  const titlesFor = (sections: string[]) => {
    const { html, text } = renderForReader(content, sampleReader({ sections }), sampleEnvelope().links);
    const titles = html.match(/(?<=<h2 style="margin:8px 0 0;[^>]*>)[^<]+/g) ?? [];
    for (const title of titles) expect(text).toContain(title.toUpperCase());
    return titles.slice(0, 6);
  };
  const paper = ['Société', 'Politique', 'Économie', 'Santé', 'Transports', 'Environnement'];
  expect(titlesFor([])).toEqual(paper);
  expect(titlesFor(['societe', 'unknown'])).toEqual(paper);
  expect(titlesFor(['transports', 'sante'])).toEqual([
    'Santé',
    'Transports',
    'Société',
    'Politique',
    'Économie',
    'Environnement',
  ]);
});

describe('the masthead', () => {
  it.each([
    ['2026-11-24', 447, 'n°&#160;447 &#160;·&#160; mardi 24\u00a0novembre 2026'],
    ['2026-12-01', 448, 'n°&#160;448 &#160;·&#160; mardi 1er\u00a0décembre 2026'],
  ])('of %s', async (date, number, line) => {
    const manuscript = sampleManuscript();
    const issue = { ...manuscript.issue, date, number };
    expect((await composed({ ...manuscript, issue })).content.html).toContain(line);
  });
});

describe('the sponsor slot', () => {
  it.each([
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('on %s is taken: %s', async (date, taken) => {
    const manuscript = sampleManuscript();
    const { content } = await composed({ ...manuscript, issue: { ...manuscript.issue, date } });
    expect(content.html.includes('Publicité')).toBe(taken);
    expect(content.text.includes('\nPUBLICITÉ\n')).toBe(taken);
  });
});

describe('values of feeds', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '{{ issue.number }}{% raw %}',
    '[[ unsubscribe_url ]]',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '<![endif]--><!--[if mso]>',
    '</mj-text><mj-raw>',
    '&lt;b&gt; &amp;',
    '<!--@1-->',
  ];

  it.each(hostile)('%s stays text wherever it stands', async (value) => {
    const plain = 'Sans rien';
    const make = (text: string) => {
      const told = {
        id: 7 as ArticleId,
        title: text,
        excerpt: text,
        author: text,
        series: text,
        premium: true,
      };
      const blocks = [
        { kind: 'lead' },
        { kind: 'section', section: 'societe' },
        { kind: 'most_read' },
      ] as const;
      const manuscript = withItems(...blocks.map((block) => chosen(told, block)));
      const picture = { url: 'https://a.example/i.jpg', width: 200, height: 133, alt: text, credit: text };
      return { ...manuscript, pictures: { articles: new Map([[told.id, picture]]), sponsors: new Map() } };
    };
    const [one, other] = [await composed(make(value)), await composed(make(plain))];
    const tags = (html: string) =>
      html.match(/<[^<>]*>|\[\[.*?\]\]/g)?.map((tag) => tag.replace(/ alt="[^"]*"/, ''));
    expect(tags(one.content.html)).toEqual(tags(other.content.html));
    const slots = (text: string) => text.match(/\[\[.*?\]\]/g);
    expect(slots(one.content.text)).toEqual(slots(other.content.text));
  });

  it('quotes and brackets in an address are encoded', async () => {
    const url = 'https://a.example/?q="x"&r=[[web_url]]&s=<b>\'';
    const { content } = await composed(withItems(chosen({ url }, { kind: 'lead' })));
    const written = 'https://a.example/?q=%22x%22&#38;r=%5B%5Bweb_url%5D%5D&#38;s=%3Cb%3E%27';
    const { html } = renderForReader(content, null, sampleEnvelope().links);
    expect(html.replaceAll('&amp;', '&#38;').replaceAll('&#39;', "'")).toContain(`href="${written}"`);
    expect(content.text).toContain(written.replaceAll('&#38;', '&'));
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 'ftp://a.example/'])(
    'an article at %s is a fault that names it',
    async (url) => {
      const result = await compose(withItems(chosen({ url, title: 'Piège' }, { kind: 'lead' })));
      expect(result).toEqual({
        kind: 'faults',
        faults: [
          {
            file: 'newsletter.yaml',
            line: 1,
            message: 'article 1 «Piège»: its address is neither http nor https',
            unfit: { articleId: 1, title: 'Piège', commune: null, why: { kind: 'no_address' } },
          },
        ],
      });
    },
  );
});

it.each([
  [{ kind: 'section', section: 'meteo' } as const, { kind: 'no_section', id: 'meteo' }, null],
  [{ kind: 'commune', commune: 'paris' } as const, { kind: 'no_commune', id: 'paris' }, 'paris'],
])(
  'an article in %j, which newsletter.yaml has no more, is a fault that an editor mends',
  async (block, why, commune) => {
    const result = await compose(withItems(chosen({ title: 'Orage' }, block)));
    if (result.kind !== 'faults') throw new Error(result.kind);
    const unfit = { articleId: 1, title: 'Orage', commune, why };
    expect(result.faults.map((fault) => fault.unfit)).toEqual([unfit]);
  },
);

describe('a template error is a value with file, line and message', () => {
  const files = sampleManuscript().files;
  const lead = files['partials/lead.mjml'] ?? '';
  it.each([
    [
      'an unknown variable',
      { 'partials/lead.mjml': `\n{{ item.titel }}${lead}` },
      'partials/lead.mjml',
      2,
      /titel/,
    ],
    ['a broken tag', { 'issue.mjml': '<mjml>\n{% if %}\n</mjml>' }, 'issue.mjml', 2, /expression/],
    [
      'an unknown filter',
      { 'issue.txt.liquid': '\n\n{{ lead.title | shout }}' },
      'issue.txt.liquid',
      3,
      /shout/,
    ],
    [
      'a missing partial',
      { 'issue.mjml': "{% render 'partials/none.mjml' %}" },
      'issue.mjml',
      1,
      /none\.mjml/,
    ],
    [
      'an attribute that MJML does not know',
      { 'partials/lead.mjml': lead.replace('<mj-column>', '<mj-column colour="red">') },
      'partials/lead.mjml',
      3,
      /colour/,
    ],
    [
      'an unknown element',
      { 'partials/lead.mjml': `<mj-sectoin></mj-sectoin>\n${lead}` },
      'partials/lead.mjml',
      1,
      /sectoin/,
    ],
  ])('%s', async (_, changed, file, line, message) => {
    const manuscript = sampleManuscript();
    const result = await compose({ ...manuscript, files: { ...files, ...changed } as typeof files });
    expect(result).toEqual({
      kind: 'faults',
      faults: [{ file, line, message: expect.stringMatching(message) }],
    });
  });
});
